import type { LambdaContext, WireRequest, WireResponse } from "@tradewind/local-cloud";

/** What the process and its thread of background functions tell each other. */

export type ToThread = Invocation | Answer;
export type FromThread = Call | Outcome;

/** Run this function. */
export interface Invocation {
  kind: "invocation";
  id: string;
  /** The bundle, and its export that is the handler. */
  file: string;
  export: string;
  event: unknown;
  context: Omit<LambdaContext, "getRemainingTimeInMillis">;
  /** When its time is up, in milliseconds since 1970. */
  deadline: number;
}

/** How an invocation ended. */
export interface Outcome {
  kind: "outcome";
  id: string;
  result: { ok: true; value: unknown } | { ok: false; error: Failure };
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

export function failureOf(thrown: unknown): Failure {
  if (!(thrown instanceof Error)) return { name: "Error", message: String(thrown), stack: undefined };
  const { name, message, stack } = thrown;
  return { name, message, stack };
}

export function errorOf({ name, message, stack }: Failure): Error {
  const error = new Error(message);
  return Object.assign(error, { name, ...(stack !== undefined && { stack }) });
}
