import type { LambdaContext, WireRequest, WireResponse } from "@tradewind/local-cloud";

/** The messages between the process and its thread of background functions. */

export type ToThread = Invocation | Answer;
export type FromThread = Call | Outcome;

/**
 * Posts the messages of one turn together: to wake the other thread costs more than a message does.
 */
export function inBatches<Message>(post: (batch: Message[]) => void): (message: Message) => void {
  let batch: Message[] = [];
  return (message) => {
    if (batch.push(message) > 1) return;
    setImmediate(() => {
      const whole = batch;
      batch = [];
      post(whole);
    });
  };
}

/** A request to run a function. */
export interface Invocation {
  kind: "invocation";
  id: string;
  /** Path of the bundle. */
  file: string;
  /** Name of the handler among the bundle's exports. */
  export: string;
  /** JSON. */
  event: string;
  context: Omit<LambdaContext, "getRemainingTimeInMillis">;
  /** Time of its timeout, in milliseconds since 1970. */
  deadline: number;
}

/** The end of an invocation, with the answer as JSON. */
export interface Outcome {
  kind: "outcome";
  id: string;
  result: { ok: true; answer: string | undefined } | { ok: false; error: Failure };
}

export interface Failure {
  name: string;
  message: string;
  stack: string | undefined;
}

/** A request to the cloud by the code of an invocation. */
export interface Call {
  kind: "call";
  id: number;
  invocation: string;
  request: Omit<WireRequest, "query" | "body"> & { query: string; body: Uint8Array };
}

/** The cloud's answer to a call. */
export interface Answer {
  kind: "answer";
  id: number;
  result:
    | { ok: true; response: Omit<WireResponse, "body"> & { body: Uint8Array | string } }
    | { ok: false; error: Failure };
}

/**
 * A copy of the bytes in memory of its own. A message carries all memory that a view lies in, and a
 * small buffer lies in a pool of 64 KB.
 */
export const ownBytes = (view: Uint8Array): Uint8Array => new Uint8Array(view);

export function failureOf(thrown: unknown): Failure {
  if (!(thrown instanceof Error)) return { name: "Error", message: String(thrown), stack: undefined };
  const { name, message, stack } = thrown;
  return { name, message, stack };
}

export function errorOf({ name, message, stack }: Failure): Error {
  const error = new Error(message);
  return Object.assign(error, { name, ...(stack !== undefined && { stack }) });
}
