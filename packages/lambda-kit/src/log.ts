import { Logger } from "@aws-lambda-powertools/logger";
import type { Context } from "@tradewind/commerce/platform/context";

/** Structured logs. No personal data and no secrets: ids, codes and durations only. */
export const log = new Logger({ serviceName: "tradewind" });

/** The keys by which the log lines of one request, event or saga step are found again. */
export function correlate(functionName: string, ctx: Context, more: Record<string, string> = {}): void {
  log.resetKeys();
  log.appendKeys({
    function: functionName,
    correlationId: ctx.correlationId,
    causationId: ctx.causationId,
    ...more,
  });
}
