import type { ExecutionRecord } from "./engine/execution.ts";
import { redriveStatus } from "./redrive-status.ts";

/** An event of this service for the default event bus. */
export interface ServiceEvent {
  source: string;
  detailType: string;
  detail: object;
  resources: string[];
}

const INCLUDED = { included: true };

/**
 * The event of a Standard execution that starts or ends. Dates are milliseconds here, and missing
 * members are null.
 * https://docs.aws.amazon.com/step-functions/latest/dg/eventbridge-integration.html
 */
export function statusEvent(record: ExecutionRecord, now: number): ServiceEvent {
  const { redriveStatus: status, redriveStatusReason = null } = redriveStatus(record, now);
  return {
    source: "aws.states",
    detailType: "Step Functions Execution Status Change",
    resources: [record.arn],
    detail: {
      executionArn: record.arn,
      stateMachineArn: record.machineArn,
      name: record.name,
      status: record.status,
      startDate: record.startDate,
      stopDate: record.stopDate ?? null,
      input: record.input,
      output: record.output ?? null,
      stateMachineVersionArn: null,
      stateMachineAliasArn: null,
      redriveCount: record.redriveCount ?? 0,
      redriveDate: record.redriveDate ?? null,
      redriveStatus: status,
      redriveStatusReason,
      inputDetails: INCLUDED,
      outputDetails: record.output === undefined ? null : INCLUDED,
      error: record.error ?? null,
      cause: record.cause ?? null,
    },
  };
}
