/**
 * The durable record of a pipe. Capitalised members have the shape of the API; times are
 * milliseconds.
 */
export interface PipeRecord {
  name: string;
  arn: string;
  description?: string;
  state: PipeState;
  /** The reason of a failed state. */
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
  /** -1: unlimited. */
  MaximumRetryAttempts: number;
  /** -1: unlimited. */
  MaximumRecordAgeInSeconds: number;
  /** Batches of one shard that are in work at once; absent means 1. */
  ParallelizationFactor?: number;
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

/**
 * The position up to which a pipe has read. It is written after each batch, so that a crash repeats
 * at most the last one.
 */
export interface Checkpoint {
  /** Undefined: nothing was read yet, and the next record is the oldest one. */
  sequence?: string;
}
