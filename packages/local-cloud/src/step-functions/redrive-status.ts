import type { ExecutionRecord } from "./engine/execution.ts";

const REDRIVABLE_MS = 14 * 24 * 60 * 60 * 1000;

interface RedriveStatus {
  redriveStatus: "REDRIVABLE" | "NOT_REDRIVABLE";
  redriveStatusReason?: string;
}

/** https://docs.aws.amazon.com/step-functions/latest/dg/redrive-executions.html */
export function redriveStatus(
  { status, stopDate = 0, stoppedAt }: ExecutionRecord,
  now: number,
): RedriveStatus {
  const refused = (redriveStatusReason: string) => ({
    redriveStatus: "NOT_REDRIVABLE" as const,
    redriveStatusReason,
  });
  if (status === "RUNNING" || status === "SUCCEEDED") {
    return refused(`Execution is ${status} and cannot be redriven`);
  }
  if (now - stopDate > REDRIVABLE_MS) {
    return refused("Execution has exceeded the redrivable period and cannot be redriven");
  }
  if (!stoppedAt || stoppedAt.inside) {
    return refused("The local cloud does not redrive executions that stopped inside a Parallel or Map state");
  }
  return { redriveStatus: "REDRIVABLE" };
}
