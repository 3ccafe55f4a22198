import { Logger } from "@aws-lambda-powertools/logger";
import type { Context } from "@tradewind/commerce/platform/context";

/** Structured logs. They may hold ids, codes and durations, but no personal data and no secrets. */
export const log = new Logger({ serviceName: "tradewind" });

/** Sets the keys that connect the log lines of one request, event or saga step. */
export function correlate(functionName: string, ctx: Context, more: Record<string, string> = {}): void {
  log.resetKeys();
  log.appendKeys({
    function: functionName,
    correlationId: ctx.correlationId,
    causationId: ctx.causationId,
    ...more,
  });
}
