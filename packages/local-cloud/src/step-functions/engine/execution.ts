import type { Cancel } from "../../kernel/clock.ts";
import type { Definition, Scope, State } from "../asl/definition.ts";
import type { Failure } from "../asl/failure.ts";
import type { HistoryEvent } from "./history.ts";

type ExecutionStatus = "RUNNING" | "SUCCEEDED" | "FAILED" | "TIMED_OUT" | "ABORTED";

/** The stored data of an execution, except its position. */
export interface ExecutionRecord {
  arn: string;
  name: string;
  machineArn: string;
  machineName: string;
  /** The definition that the execution runs. Later updates of the machine do not affect it. */
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
  /** The point at which an unsuccessful execution stopped, for a redrive. */
  stoppedAt?: { state: string; enteredEventId: number; inside: boolean };
}

export interface Execution {
  /** Key in the store, in order of start. */
  readonly key: string;
  readonly record: ExecutionRecord;
  readonly definition: Definition;
  /** Empty once the history is archived. */
  history: HistoryEvent[];
  archived: string | undefined;
  /** The last event of each stored piece of the history. */
  pieces: number[];
  lastEventId: number;
  /** Threads by id: one for the machine, one for each running branch and iteration. */
  readonly threads: Map<string, Thread>;
  /** Threads whose state is to be evaluated in this turn. */
  ready: Thread[];
  /** Effects that start once this turn is durable. */
  effects: (() => Promise<void> | void)[];
  /** Ids of the threads to be written at the end of this turn. */
  readonly changed: Set<string>;
  /** Called once the end of the execution is durable. */
  onClosed: (() => void)[];
  cancelTimeout: Cancel | undefined;
}

/** One flow of control and its position. */
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
  /** The state's input before InputPath. */
  input: unknown;
  enteredEventId: number;
  /** Milliseconds since the epoch. */
  enteredTime: number;
  /** `previousEventId` of the thread's next event. */
  lastEventId: number;
  /** Retries of the current state, by retrier. */
  retries: number[];
  phase: Phase;
  /** Clean-up when the phase ends: timers, task tokens. */
  cleanups: (() => void)[];
}

/** The current activity of a thread. Times are milliseconds since the epoch. */
export type Phase =
  | { kind: "ready" }
  | { kind: "waiting"; until: number }
  /** Waiting between a failure and the next attempt. */
  | { kind: "backoff"; until: number }
  | TaskPhase
  | ForkPhase
  /** A branch or iteration that has ended. Its output is in the event. */
  | { kind: "ended"; eventId: number; output: unknown }
  /** An iteration whose failure is tolerated. */
  | { kind: "tolerated" }
  /** Removed from its execution. */
  | { kind: "gone" };

export interface TaskPhase {
  kind: "task";
  /** The event that holds the task's input. */
  scheduledEventId: number;
  token?: string;
  timeoutAt?: number;
  heartbeatMs?: number;
  heartbeatAt?: number;
  /**
   * The service has accepted the request. The thread waits for the token or for the execution
   * `child`.
   */
  submitted: boolean;
  child?: string;
}

export interface ForkPhase {
  kind: "fork";
  /** Total number of branches or iterations. */
  count: number;
  started: number;
  ended: number;
  tolerated: number;
}

/** The interface through which tasks and forks report to the interpreter, within a turn. */
export interface Flow {
  /** Moves a thread into a state of its scope. */
  enter(thread: Thread, stateName: string, input: unknown, inputText?: string): void;
  /** Completes the current state with its result. */
  complete(thread: Thread, result: unknown): void;
  /** Fails the current state: retry, catch, or fail its scope. */
  fail(thread: Thread, failure: Failure): void;
}

export function setPhase(thread: Thread, phase: Phase): void {
  leave(thread);
  thread.phase = phase;
  thread.execution.changed.add(thread.id);
}

/** Removes the threads inside a thread from its execution. Their later results are ignored. */
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
