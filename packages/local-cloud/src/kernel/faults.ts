import type { AwsError } from "./wire.ts";

/** The fate of one API call. */
export interface CallFault {
  /** Milliseconds on the cloud's clock before the call is executed. */
  delayMs?: number;
  /** Refuse instead of executing, for example with a throttling error. */
  refuse?: AwsError;
  /** Execute, then lose the answer: the caller sees a broken connection. */
  loseAnswer?: boolean;
  /** The function that calls dies before the call is executed, or after it and before the answer arrives. */
  crash?: "before" | "after";
}

/** The fate of one asynchronous delivery (a queue message, a rule's target, a stream batch). */
export interface DeliveryFault {
  /** 0 drops this attempt (the sender sees a failure and retries), 2 delivers twice. */
  copies: number;
  delayMs: number;
}

/** Decides what goes wrong. The default plan, {@link NO_FAULTS}, is that nothing does. */
export interface Faults {
  onCall(call: { service: string; operation: string; caller: string | undefined }): CallFault | undefined;
  onDelivery(delivery: { channel: string }): DeliveryFault | undefined;
}

export const NO_FAULTS: Faults = { onCall: () => undefined, onDelivery: () => undefined };
