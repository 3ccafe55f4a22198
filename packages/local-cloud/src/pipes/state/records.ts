/** What is durable of a pipe. Members with capitals have the shape of the API; times are milliseconds. */
export interface PipeRecord {
  name: string;
  arn: string;
  description?: string;
  state: PipeState;
  /** Why the pipe is in a failed state. */
  stateReason?: string;
  source: string;
  filters: string[];
  stream: StreamParameters;
  enrichment?: string;
  enrichmentTemplate?: string;
  target: string;
  targetParameters: TargetParameters;
  roleArn: string;
  tags: Record<string, string>;
  createdAt: number;
  modifiedAt: number;
}

export type PipeState = "RUNNING" | "STOPPED" | "START_FAILED";

export interface StreamParameters {
  StartingPosition: "TRIM_HORIZON" | "LATEST";
  BatchSize: number;
  MaximumBatchingWindowInSeconds: number;
  /** -1: without end. */
  MaximumRetryAttempts: number;
  /** -1: without end. */
  MaximumRecordAgeInSeconds: number;
  OnPartialBatchItemFailure?: "AUTOMATIC_BISECT";
  DeadLetterConfig?: { Arn: string };
}

export type InvocationType = "REQUEST_RESPONSE" | "FIRE_AND_FORGET";

export interface TargetParameters {
  InputTemplate?: string;
  EventBridgeEventBusParameters?: {
    DetailType?: string;
    Source?: string;
    Time?: string;
    Resources?: string[];
  };
  SqsQueueParameters?: { MessageGroupId?: string; MessageDeduplicationId?: string };
  LambdaFunctionParameters?: { InvocationType?: InvocationType };
  StepFunctionStateMachineParameters?: { InvocationType?: InvocationType };
}

/** How far a pipe has read: written after each batch, so that a crash repeats at most the last one. */
export interface Checkpoint {
  /** Undefined: nothing read yet, the next record is the oldest one kept. */
  sequence?: string;
}
