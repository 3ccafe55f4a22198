import type { AttributeValue } from "./attribute-value.ts";
import type { AwsError } from "./wire.ts";

/** The fate of one API call. */
export interface CallFault {
  /** Delay before the call is executed, in milliseconds on the cloud's clock. */
  delayMs?: number;
  /** Refuse the call instead of executing it, for example with a throttling error. */
  refuse?: AwsError;
  /** Execute the call, then lose the response: the caller sees a broken connection. */
  loseAnswer?: boolean;
  /**
   * The calling function dies before the call is executed, or after it and before the response
   * arrives.
   */
  crash?: "before" | "after";
}

/** The fate of one asynchronous delivery (a queue message, a rule's target, a stream batch). */
export interface DeliveryFault {
  /** 0 drops this attempt (the sender sees a failure and retries), 2 delivers twice. */
  copies: number;
  delayMs: number;
}

/** The fate of the items of one BatchGetItem or BatchWriteItem. */
export interface BatchFault {
  /** True if the item of this key is left unprocessed. */
  leaves(key: Readonly<Record<string, AttributeValue>>): boolean;
  /** The order in which the items of a table are answered. */
  arrange<T>(items: readonly T[]): T[];
}

/** A partition of a table or of one of its indexes, at one read or write. */
export interface PartitionAccess {
  table: string;
  index: string | undefined;
  /** The value of the partition key. */
  key: string;
  access: "read" | "write";
  caller: string | undefined;
  /** Milliseconds since the epoch on the cloud's clock. */
  now: number;
}

/** Decides which faults occur. The default plan, {@link NO_FAULTS}, injects none. */
export interface Faults {
  onCall(call: { service: string; operation: string; caller: string | undefined }): CallFault | undefined;
  onDelivery(delivery: { channel: string }): DeliveryFault | undefined;
  /** True if an Express execution runs twice at once. AWS starts each "at least once". */
  doubles(execution: string): boolean;
  /**
   * Milliseconds for which reads do not show a change of an item: those of a global index, or
   * eventually consistent ones of the table if there is no `index`.
   */
  lagMs(change: { table: string; index: string | undefined; caller: string | undefined }): number;
  onBatch(batch: { operation: string; caller: string | undefined }): BatchFault | undefined;
  /** True if the partition refuses the access: it is busy, while others go on. */
  isBusy(partition: PartitionAccess): boolean;
}

export const NO_FAULTS: Faults = {
  onCall: () => undefined,
  onDelivery: () => undefined,
  doubles: () => false,
  lagMs: () => 0,
  onBatch: () => undefined,
  isBusy: () => false,
};
