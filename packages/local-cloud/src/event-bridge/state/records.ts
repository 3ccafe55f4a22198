/**
 * The durable records of buses, rules, archives and replays. Times are milliseconds since the
 * epoch.
 */
export interface BusRecord {
  name: string;
  arn: string;
  description?: string;
  createdAt: number;
  modifiedAt: number;
}

export type RuleState = "ENABLED" | "DISABLED";

export interface RuleRecord {
  name: string;
  bus: string;
  arn: string;
  state: RuleState;
  pattern?: string;
  schedule?: string;
  description?: string;
  roleArn?: string;
  targets: TargetRecord[];
  /** Next run of the schedule. */
  nextRunAt?: number;
}

/** A rule's target in the shape of the API. */
export interface TargetRecord {
  Id: string;
  Arn: string;
  RoleArn?: string;
  Input?: string;
  InputPath?: string;
  InputTransformer?: { InputPathsMap?: Record<string, string>; InputTemplate: string };
  SqsParameters?: { MessageGroupId: string };
  RetryPolicy?: { MaximumRetryAttempts?: number; MaximumEventAgeInSeconds?: number };
  DeadLetterConfig?: { Arn?: string };
}

export interface EventRecord {
  version: "0";
  id: string;
  "detail-type": string;
  source: string;
  account: string;
  time: string;
  region: string;
  resources: string[];
  detail: unknown;
  /** Present on events that a replay sends. */
  "replay-name"?: string;
}

export interface ArchiveRecord {
  name: string;
  arn: string;
  busArn: string;
  description?: string;
  pattern?: string;
  /** 0 keeps events forever. */
  retentionDays: number;
  createdAt: number;
}

/** `at` is the time at which the bus received the event. Replays and retention use it. */
export interface ArchivedEvent {
  at: number;
  bytes: number;
  event: EventRecord;
}

export interface ReplayRecord {
  name: string;
  arn: string;
  description?: string;
  archiveArn: string;
  busArn: string;
  filterArns: string[];
  from: number;
  to: number;
  state: "STARTING" | "RUNNING" | "CANCELLING" | "COMPLETED" | "CANCELLED" | "FAILED";
  startedAt: number;
  endedAt?: number;
  /** The last event sent: its time of receipt and its key in the archive. */
  lastReplayedAt?: number;
  lastKey?: string;
}
