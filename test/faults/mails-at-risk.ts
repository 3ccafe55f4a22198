import type { FaultPlan } from "@tradewind/local-cloud";

/**
 * Counts the faults that cause a second mail: SES's answer was lost, or the function died, gave up
 * or met a busy partition between sending the mail and recording it.
 */
export function mailsAtRisk({ injected }: FaultPlan): number {
  return injected.filter(
    ({ kind, at, caller }) =>
      caller === "SendMail" &&
      (kind === "busy" || (kind !== "latency" && (at === "ses.SendEmail" || at === "dynamodb.UpdateItem"))),
  ).length;
}
