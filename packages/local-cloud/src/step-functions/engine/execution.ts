import type { Cancel } from "../../kernel/clock.ts";
import type { Definition, Scope, State } from "../asl/definition.ts";
import type { Failure } from "../asl/failure.ts";
import type { HistoryEvent } from "./history.ts";

type ExecutionStatus = "RUNNING" | "SUCCEEDED" | "FAILED" | "TIMED_OUT" | "ABORTED";

/** What is known of an execution besides its position; kept in the store as it is. */
export interface ExecutionRecord {
  arn: string;
  name: string;
  machineArn: string;
  machineName: string;
  /** The definition that the execution runs; later updates of the machine do not touch it. */
  revisionId: string;
  roleArn: string;
  express: boolean;
  /** JSON text. */
  input: string;
  traceHeader?: string;
  status: ExecutionStatus;
  /** Milliseconds since the epoch. */
  startDate: number;
  stopDate?: number;
  output?: string;
  error?: string;
  cause?: string;
  redriveCount?: number;
  redriveDate?: number;
  /** Where an execution that did not succeed stopped, so that it can be redriven. */
  stoppedAt?: { state: string; enteredEventId: number; inside: boolean };
}

export interface Execution {
  /** Key in the store, in order of start. */
  readonly key: string;
  readonly record: ExecutionRecord;
  readonly definition: Definition;
  /** Empty once it is archived. */
  history: HistoryEvent[];
  archived: string | undefined;
  /** The last event of each piece in which the history is stored. */
  pieces: number[];
  lastEventId: number;
  /** Flows of control by id: one for the machine, one for each running branch and iteration. */
  readonly threads: Map<string, Thread>;
  /** Threads whose state is to be evaluated in this turn. */
  ready: Thread[];
  /** What to do once this turn is durable. */
  effects: (() => Promise<void> | void)[];
  /** Ids of the threads to be written at the end of this turn. */
  readonly changed: Set<string>;
  /** Called once the execution has ended and that is durable. */
  onClosed: (() => void)[];
  cancelTimeout: Cancel | undefined;
}

/** One flow of control and where it is. */
export interface Thread {
  readonly id: string;
  readonly execution: Execution;
  readonly parent: Thread | undefined;
  /** Position among the parent's branches or iterations. */
  readonly index: number;
  readonly scope: Scope;
  /** The item of a Map state's iteration, for `$$.Map.Item`. */
  readonly item: { value: unknown } | undefined;
  state: State;
  /** The state's input as it came, before InputPath. */
  input: unknown;
  enteredEventId: number;
  /** Milliseconds since the epoch. */
  enteredTime: number;
  /** `previousEventId` of the thread's next event. */
  lastEventId: number;
  /** Retries made of the current state, by retrier. */
  retries: number[];
  phase: Phase;
  /** What to undo when the phase is left: timers, task tokens. */
  cleanups: (() => void)[];
}

/** What a thread is doing. Times are milliseconds since the epoch. */
export type Phase =
  | { kind: "ready" }
  | { kind: "waiting"; until: number }
  /** Between a failure and the next attempt. */
  | { kind: "backoff"; until: number }
  | TaskPhase
  | ForkPhase
  /** A branch or iteration that has ended; its output is that of the event. */
  | { kind: "ended"; eventId: number; output: unknown }
  /** An iteration whose failure is tolerated. */
  | { kind: "tolerated" }
  /** No longer part of its execution. */
  | { kind: "gone" };

export interface TaskPhase {
  kind: "task";
  /** The event that holds the task's input. */
  scheduledEventId: number;
  token?: string;
  timeoutAt?: number;
  heartbeatMs?: number;
  heartbeatAt?: number;
  /** The service has taken the request; the token, or the execution `child`, is awaited. */
  submitted: boolean;
  child?: string;
}

export interface ForkPhase {
  kind: "fork";
  /** Branches or iterations in all. */
  count: number;
  started: number;
  ended: number;
  tolerated: number;
}

/** How tasks and forks report back to the interpreter. All of it happens within a turn. */
export interface Flow {
  /** Puts a thread into a state of its scope. */
  enter(thread: Thread, stateName: string, input: unknown, inputText?: string): void;
  /** The current state has its result. */
  complete(thread: Thread, result: unknown): void;
  /** The current state has failed: retry, catch or fail what is around it. */
  fail(thread: Thread, failure: Failure): void;
}

export function setPhase(thread: Thread, phase: Phase): void {
  leave(thread);
  thread.phase = phase;
  thread.execution.changed.add(thread.id);
}

/** Takes what runs inside a thread out of its execution; results that still arrive find nobody. */
export function removeInside(thread: Thread): void {
  const prefix = `${thread.id}.`;
  for (const other of thread.execution.threads.values()) if (other.id.startsWith(prefix)) remove(other);
}

export function removeAll(execution: Execution): void {
  for (const thread of execution.threads.values()) remove(thread);
  execution.ready = [];
}

function remove(thread: Thread): void {
  leave(thread);
  thread.phase = { kind: "gone" };
  thread.execution.threads.delete(thread.id);
  thread.execution.changed.add(thread.id);
}

function leave(thread: Thread): void {
  const { cleanups } = thread;
  thread.cleanups = [];
  for (const cleanup of cleanups) cleanup();
}

export function stateOf(scope: Scope, name: string): State {
  const state = scope.states.get(name);
  if (!state) throw new Error(`No state ${name} in a definition that has been checked`);
  return state;
}
