/**
 * The durable record of a schedule. Capitalised members have the shape of the API; times are
 * milliseconds.
 */
export interface ScheduleRecord {
  name: string;
  group: string;
  arn: string;
  expression: string;
  timeZone: string;
  startsAt?: number;
  endsAt?: number;
  description?: string;
  state: "ENABLED" | "DISABLED";
  target: ScheduleTarget;
  /** 0: no flexible time window. */
  windowMinutes: number;
  afterCompletion: "NONE" | "DELETE";
  createdAt: number;
  modifiedAt: number;
  /** The next run: its due time, and the time within the flexible window at which it fires. */
  next?: { scheduledAt: number; fireAt: number };
}

export interface ScheduleTarget {
  Arn: string;
  RoleArn: string;
  Input?: string;
  SqsParameters?: { MessageGroupId: string };
  EventBridgeParameters?: { DetailType: string; Source: string };
  RetryPolicy?: { MaximumRetryAttempts?: number; MaximumEventAgeInSeconds?: number };
  DeadLetterConfig?: { Arn: string };
}

export interface GroupRecord {
  name: string;
  arn: string;
  createdAt: number;
  modifiedAt: number;
}
