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

/** Decides which faults occur. The default plan, {@link NO_FAULTS}, injects none. */
export interface Faults {
  onCall(call: { service: string; operation: string; caller: string | undefined }): CallFault | undefined;
  onDelivery(delivery: { channel: string }): DeliveryFault | undefined;
  /** True if an Express execution runs twice at once. AWS starts each "at least once". */
  doubles(execution: string): boolean;
}

export const NO_FAULTS: Faults = {
  onCall: () => undefined,
  onDelivery: () => undefined,
  doubles: () => false,
};
