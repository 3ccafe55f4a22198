import type { Kernel } from "../../kernel/kernel.ts";
import type { Catcher, ResultPath, Retrier, State, TaskState } from "../asl/definition.ts";
import { covers, evaluationError, type Failure, locateFailure, StateError } from "../asl/failure.ts";
import { exceedsPayload, jsonText } from "../json-text.ts";
import type { Evaluation } from "../paths/expression.ts";
import { place } from "../paths/json-path.ts";
import { contextObject } from "./context-object.ts";
import {
  type Execution,
  type Flow,
  removeAll,
  removeInside,
  setPhase,
  stateOf,
  type Thread,
} from "./execution.ts";
import { Forks } from "./forks.ts";
import { append, appendTo, MAX_EVENTS, withFailure, withInput, withOutput } from "./history.ts";
import { ROOT } from "./threads.ts";

/** Evaluations in one synchronous turn. A longer run lets other work in between. */
const EVALUATIONS_PER_TURN = 500;

/** Starts the work of a Task state. */
export interface TaskStarter {
  schedule(thread: Thread, state: TaskState): void;
}

/** Wakes threads. */
export interface Alarms {
  /** Wakes the thread at its phase's `until`. */
  wakeAt(thread: Thread, until: number): void;
}

/**
 * Moves threads through their states. It is synchronous and runs within a turn of the engine. The
 * engine makes the turn durable before any of its effects.
 */
export class Interpreter implements Flow {
  readonly #kernel: Kernel;
  readonly #tasks: TaskStarter;
  readonly #alarms: Alarms;
  readonly #forks: Forks;
  readonly #close: (execution: Execution) => void;

  constructor(
    kernel: Kernel,
    parts: { tasks: TaskStarter; alarms: Alarms; close: (execution: Execution) => void },
  ) {
    this.#kernel = kernel;
    this.#tasks = parts.tasks;
    this.#alarms = parts.alarms;
    this.#close = parts.close;
    this.#forks = new Forks(kernel, this);
  }

  /** Evaluates until every thread waits. Returns false if more work is left for another turn. */
  run(execution: Execution): boolean {
    for (let evaluations = 0; execution.ready.length > 0; evaluations += 1) {
      if (evaluations >= EVALUATIONS_PER_TURN) return false;
      if (execution.lastEventId >= MAX_EVENTS && !execution.record.express) {
        const cause = `The execution reached the maximum number of history events (${MAX_EVENTS}).`;
        this.end(execution, "FAILED", { error: "States.Runtime", cause });
        return true;
      }
      const thread = execution.ready.shift();
      if (thread?.phase.kind === "ready") this.guard(thread, () => this.#evaluate(thread, thread.state));
    }
    return true;
  }

  enter(thread: Thread, stateName: string, input: unknown, inputText = jsonText(input)): void {
    const { execution } = thread;
    const now = this.#kernel.clock.now();
    thread.state = stateOf(thread.scope, stateName);
    thread.input = input;
    thread.retries = [];
    thread.enteredTime = now;
    thread.enteredEventId = appendTo(thread, now, `${thread.state.type}StateEntered`, {
      key: "stateEnteredEventDetails",
      value: { name: stateName, ...withInput(inputText) },
    });
    this.#meterTransition(execution);
    this.#makeReady(thread);
  }

  complete(thread: Thread, result: unknown): void {
    this.guard(thread, () => {
      const { state } = thread;
      let output = result;
      if ("resultSelector" in state && state.resultSelector) {
        output = state.resultSelector(result, this.evaluation(thread));
      }
      if ("resultPath" in state) output = combineResult(state.resultPath, thread.input, output);
      this.#exit(thread, state.outputPath(output, this.evaluation(thread)), state.next);
    });
  }

  fail(thread: Thread, failure: Failure): void {
    const { state } = thread;
    const forked = thread.phase.kind === "fork";
    if (forked) removeInside(thread);
    if ("retry" in state && this.#retry(thread, state.retry, failure)) return;
    if (forked) appendTo(thread, this.#kernel.clock.now(), `${state.type}StateFailed`);
    const catcher =
      "catch" in state ? state.catch.find((one) => covers(one.errorEquals, failure)) : undefined;
    if (catcher) this.#catch(thread, catcher, failure);
    else this.#failScope(thread, failure);
  }

  /** An error in evaluating a catcher is not caught again. */
  #catch(thread: Thread, catcher: Catcher, failure: Failure): void {
    try {
      this.#exit(thread, catcherOutput(catcher, thread.input, failure), catcher.next);
    } catch (error) {
      if (!(error instanceof StateError)) throw error;
      this.#failScope(thread, locateFailure(error, thread.state.name, thread.enteredEventId));
    }
  }

  #failScope(thread: Thread, failure: Failure): void {
    if (thread.parent) this.#forks.failed(thread, failure);
    else this.end(thread.execution, "FAILED", failure, thread.lastEventId);
  }

  /** Continues after a wait or a backoff. */
  wake(thread: Thread): void {
    if (thread.phase.kind === "backoff") {
      this.#meterTransition(thread.execution);
      this.#makeReady(thread);
    } else {
      this.guard(thread, () => {
        this.complete(thread, thread.state.inputPath(thread.input, this.evaluation(thread)));
      });
    }
  }

  /** Ends the execution and all its threads. */
  end(
    execution: Execution,
    status: "SUCCEEDED" | "FAILED" | "TIMED_OUT" | "ABORTED",
    result: { output?: string } & { error?: string; cause?: string },
    previousEventId = 0,
  ): void {
    const { record } = execution;
    const now = this.#kernel.clock.now();
    const root = execution.threads.get(ROOT);
    if (root && status !== "SUCCEEDED") {
      record.stoppedAt = {
        state: root.state.name,
        enteredEventId: root.enteredEventId,
        inside: root.state.type === "Parallel" || root.state.type === "Map",
      };
    }
    removeAll(execution);
    const [type, key] = ENDINGS[status];
    append(execution, now, type, previousEventId, {
      key,
      value: result.output === undefined ? withFailure(result) : withOutput(result.output),
    });
    record.status = status;
    record.stopDate = now;
    if (result.output !== undefined) record.output = result.output;
    if (result.error) record.error = result.error;
    if (result.cause !== undefined) record.cause = result.cause;
    this.#close(execution);
  }

  /** Turns an error thrown by an evaluation into the state's failure. */
  guard(thread: Thread, evaluate: () => void): void {
    try {
      evaluate();
    } catch (error) {
      if (!(error instanceof StateError)) throw error;
      this.fail(thread, locateFailure(error, thread.state.name, thread.enteredEventId));
    }
  }

  evaluation(thread: Thread, extra: Parameters<typeof contextObject>[1] = {}): Evaluation {
    return { random: this.#kernel.random, context: () => contextObject(thread, extra) };
  }

  #makeReady(thread: Thread): void {
    setPhase(thread, { kind: "ready" });
    thread.execution.ready.push(thread);
  }

  #evaluate(thread: Thread, state: State): void {
    const evaluation = this.evaluation(thread);
    switch (state.type) {
      case "Pass": {
        const input = state.inputPath(thread.input, evaluation);
        const effective = state.parameters ? state.parameters(input, evaluation) : input;
        this.complete(thread, state.result ? state.result.value : effective);
        return;
      }
      case "Succeed":
        this.complete(thread, state.inputPath(thread.input, evaluation));
        return;
      case "Fail":
        this.fail(thread, failureOf(state, thread.input, evaluation));
        return;
      case "Choice": {
        const input = state.inputPath(thread.input, evaluation);
        const chosen =
          state.choices.find(({ condition }) => condition(input, evaluation))?.next ?? state.default;
        if (chosen === undefined) {
          throw evaluationError(
            "Failed to transition out of the state. The state does not point to a next state.",
            "States.NoChoiceMatched",
          );
        }
        this.#exit(thread, state.outputPath(input, evaluation), chosen);
        return;
      }
      case "Wait": {
        const input = state.inputPath(thread.input, evaluation);
        const now = this.#kernel.clock.now();
        const until = state.until(input, evaluation, now);
        if (until <= now) {
          this.complete(thread, input);
          return;
        }
        setPhase(thread, { kind: "waiting", until });
        this.#alarms.wakeAt(thread, until);
        return;
      }
      case "Task":
        this.#tasks.schedule(thread, state);
        return;
      case "Parallel":
        this.#forks.parallel(thread, state);
        return;
      case "Map":
        this.#forks.map(thread, state);
    }
  }

  #exit(thread: Thread, output: unknown, next: string | undefined): void {
    const text = jsonText(output);
    if (exceedsPayload(text)) {
      throw new StateError({
        error: "States.DataLimitExceeded",
        cause: `The state/task '${thread.state.name}' returned a result with a size exceeding the maximum number of bytes service limit.`,
      });
    }
    const eventId = appendTo(thread, this.#kernel.clock.now(), `${thread.state.type}StateExited`, {
      key: "stateExitedEventDetails",
      value: { name: thread.state.name, ...withOutput(text) },
    });
    if (next !== undefined) {
      this.enter(thread, next, output, text);
    } else if (thread.parent) {
      this.#forks.ended(thread, output, eventId);
    } else {
      this.end(thread.execution, "SUCCEEDED", { output: text }, eventId);
    }
  }

  #retry(thread: Thread, retriers: readonly Retrier[], failure: Failure): boolean {
    const index = retriers.findIndex((retrier) => covers(retrier.errorEquals, failure));
    const retrier = retriers[index];
    if (!retrier) return false;
    const made = thread.retries[index] ?? 0;
    if (made >= retrier.maxAttempts) return false;
    thread.retries = retriers.map((_, at) => (thread.retries[at] ?? 0) + (at === index ? 1 : 0));
    const growing = retrier.intervalSeconds * retrier.backoffRate ** made;
    const seconds = Math.min(growing, retrier.maxDelaySeconds ?? growing);
    const delay = (retrier.fullJitter ? this.#kernel.random.next() * seconds : seconds) * 1000;
    const until = this.#kernel.clock.now() + Math.round(delay);
    setPhase(thread, { kind: "backoff", until });
    this.#alarms.wakeAt(thread, until);
    return true;
  }

  #meterTransition({ record }: Execution): void {
    // Express workflows are billed by request and duration.
    if (!record.express) this.#kernel.meter.record("states", "StateTransition", { stateTransitions: 1 });
  }
}

const ENDINGS = {
  SUCCEEDED: ["ExecutionSucceeded", "executionSucceededEventDetails"],
  FAILED: ["ExecutionFailed", "executionFailedEventDetails"],
  TIMED_OUT: ["ExecutionTimedOut", "executionTimedOutEventDetails"],
  ABORTED: ["ExecutionAborted", "executionAbortedEventDetails"],
} as const;

function combineResult(path: ResultPath, input: unknown, result: unknown): unknown {
  return path === "discard" ? input : place(path, input, result);
}

function catcherOutput({ resultPath }: Catcher, input: unknown, { error, cause = "" }: Failure): unknown {
  return combineResult(resultPath, input, { Error: error, Cause: cause });
}

function failureOf(state: Extract<State, { type: "Fail" }>, input: unknown, evaluation: Evaluation): Failure {
  const error = state.error?.(input, evaluation);
  const cause = state.cause?.(input, evaluation);
  return {
    error: typeof error === "string" ? error : "",
    ...(typeof cause === "string" ? { cause } : {}),
  };
}
