import type { Kernel } from "../../kernel/kernel.ts";
import type { Lambda } from "../../lambda/index.ts";
import type { Resource, TaskState } from "../asl/definition.ts";
import { type Failure, StateError } from "../asl/failure.ts";
import { exceedsPayload, jsonText } from "../json-text.ts";
import type { Evaluation, Expression } from "../paths/expression.ts";
import { type CallService, callIntegration } from "../tasks/call-service.ts";
import { callLambda, invokeFunction } from "../tasks/invoke-function.ts";
import { createTaskToken } from "../tasks/task-token.ts";
import { type Execution, type Flow, setPhase, type TaskPhase, type Thread } from "./execution.ts";
import { eventData } from "./history.ts";
import type { TaskStarter } from "./interpreter.ts";
import type { NestedExecutions } from "./nested-executions.ts";
import { TaskEvents } from "./task-events.ts";

export interface TaskHost extends Flow {
  evaluation(thread: Thread, extra: { token: string | undefined }): Evaluation;
  turn(execution: Execution, change: () => void): void;
  /** Calls `fire` at the time, unless the thread has moved on. */
  alarm(thread: Thread, at: number, fire: () => void): void;
}

/** Runs Task states: starts their calls and handles results, failures, timeouts and callbacks. */
export class Tasks implements TaskStarter {
  readonly #kernel: Kernel;
  readonly #lambda: Lambda;
  readonly #callService: CallService;
  readonly #host: TaskHost;
  readonly #nested: NestedExecutions;
  readonly #events: TaskEvents;
  /** Tasks that wait for a callback. */
  readonly #byToken = new Map<string, Thread>();

  constructor(
    kernel: Kernel,
    parts: { lambda: Lambda; callService: CallService; host: TaskHost; nested: NestedExecutions },
  ) {
    this.#kernel = kernel;
    this.#lambda = parts.lambda;
    this.#callService = parts.callService;
    this.#host = parts.host;
    this.#nested = parts.nested;
    this.#events = new TaskEvents(kernel);
  }

  schedule(thread: Thread, state: TaskState): void {
    const { clock, random } = this.#kernel;
    const token = awaitsToken(state.resource)
      ? createTaskToken(thread.execution.record.arn, random)
      : undefined;
    const evaluation = this.#host.evaluation(thread, { token });
    const filtered = state.inputPath(thread.input, evaluation);
    const input = state.parameters ? state.parameters(filtered, evaluation) : filtered;
    const text = jsonText(input);
    if (exceedsPayload(text)) throw tooLarge(state);
    const timeout = seconds(state.timeout, filtered, evaluation);
    const heartbeat = seconds(state.heartbeat, filtered, evaluation);
    const now = clock.now();
    const phase: TaskPhase = {
      kind: "task",
      scheduledEventId: this.#events.scheduled(thread, state.resource, text, { timeout, heartbeat }),
      submitted: false,
    };
    if (token !== undefined) phase.token = token;
    if (timeout !== undefined) phase.timeoutAt = now + timeout * 1000;
    if (heartbeat !== undefined) {
      phase.heartbeatMs = heartbeat * 1000;
      phase.heartbeatAt = now + phase.heartbeatMs;
    }
    setPhase(thread, phase);
    this.#watch(thread, state, phase);
    thread.execution.effects.push(() => this.#run(thread, state, phase, input));
  }

  /** Continues a task that was under way when the cloud stopped. */
  resume(thread: Thread, state: TaskState, phase: TaskPhase): void {
    this.#watch(thread, state, phase);
    if (phase.child !== undefined) {
      this.#awaitChild(thread, state, phase, phase.child);
    } else if (!phase.submitted) {
      const member = state.resource.kind === "function" ? "input" : "parameters";
      const input = eventData(thread.execution, phase.scheduledEventId, member);
      thread.execution.effects.push(() => this.#run(thread, state, phase, input));
    }
  }

  /** The task that waits for this token. */
  awaiting(token: string): Thread | undefined {
    return this.#byToken.get(token);
  }

  /** SendTaskSuccess: the task's result arrives by its token. */
  succeed(thread: Thread, result: unknown): void {
    const { state } = thread;
    if (state.type === "Task") this.#settle(thread, state, thread.phase, () => result);
  }

  /** SendTaskFailure. */
  fail(thread: Thread, failure: Failure): void {
    const { state } = thread;
    if (state.type !== "Task") return;
    this.#settle(thread, state, thread.phase, () => {
      throw new StateError(failure);
    });
  }

  /** SendTaskHeartbeat. */
  heartbeat(thread: Thread): void {
    const { phase } = thread;
    if (phase.kind !== "task" || phase.heartbeatMs === undefined) return;
    phase.heartbeatAt = this.#kernel.clock.now() + phase.heartbeatMs;
    thread.execution.changed.add(thread.id);
    this.#host.turn(thread.execution, () => {});
  }

  #watch(thread: Thread, state: TaskState, phase: TaskPhase): void {
    const { token, timeoutAt, heartbeatAt } = phase;
    if (token !== undefined) {
      this.#byToken.set(token, thread);
      thread.cleanups.push(() => this.#byToken.delete(token));
    }
    if (timeoutAt !== undefined) {
      this.#host.alarm(thread, timeoutAt, () => this.#timedOut(thread, state, {}));
    }
    if (heartbeatAt !== undefined) this.#watchHeartbeat(thread, state, phase, heartbeatAt);
  }

  /** A heartbeat moves `heartbeatAt`. An alarm that fires before that time is set again. */
  #watchHeartbeat(thread: Thread, state: TaskState, phase: TaskPhase, at: number): void {
    this.#host.alarm(thread, at, () => {
      const due = phase.heartbeatAt ?? at;
      if (due > at) this.#watchHeartbeat(thread, state, phase, due);
      else this.#timedOut(thread, state, { alias: "States.HeartbeatTimeout" });
    });
  }

  #timedOut(thread: Thread, state: TaskState, extra: Pick<Failure, "alias">): void {
    this.#events.timedOut(thread, state.resource);
    this.#host.fail(thread, { error: "States.Timeout", ...extra });
  }

  async #run(thread: Thread, state: TaskState, phase: TaskPhase, input: unknown): Promise<void> {
    if (thread.phase !== phase) return;
    const { resource } = state;
    if (resource.kind === "integration" && resource.service === "states") {
      this.#startNested(thread, state, phase, input);
      return;
    }
    let result: unknown;
    let failed: StateError | undefined;
    try {
      result = await this.#call(thread, resource, input);
    } catch (error) {
      if (!(error instanceof StateError)) throw error;
      failed = error;
    }
    this.#host.turn(thread.execution, () => {
      if (!failed && phase.token !== undefined) {
        this.#submitted(thread, state, phase, result);
        return;
      }
      this.#settle(thread, state, phase, () => {
        if (failed) throw failed;
        return result;
      });
    });
  }

  #call({ execution }: Thread, resource: Resource, input: unknown): Promise<unknown> {
    if (resource.kind === "function")
      return invokeFunction(this.#lambda, resource.arn, input, this.#kernel.random);
    const { random } = this.#kernel;
    const parameters = input as Record<string, unknown>;
    if (resource.service === "lambda") return callLambda(this.#lambda, parameters, random);
    const caller = { executionArn: execution.record.arn, machineArn: execution.record.machineArn };
    return callIntegration(this.#callService, resource, parameters, caller, random);
  }

  #startNested(thread: Thread, state: TaskState, phase: TaskPhase, input: unknown): void {
    const { resource } = state;
    this.#host.turn(thread.execution, () => {
      let failed: StateError | undefined;
      let started: { arn: string; answer: unknown } | undefined;
      try {
        started = this.#nested.start(input as Record<string, unknown>);
      } catch (error) {
        if (!(error instanceof StateError)) throw error;
        failed = error;
      }
      if (started && resource.kind === "integration" && resource.pattern === "sync:2") {
        phase.child = started.arn;
        this.#submitted(thread, state, phase, started.answer);
        this.#awaitChild(thread, state, phase, started.arn);
        return;
      }
      this.#settle(thread, state, phase, () => {
        if (failed) throw failed;
        return started?.answer;
      });
    });
  }

  #awaitChild(thread: Thread, state: TaskState, phase: TaskPhase, child: string): void {
    // A parent that stops waiting also stops its child execution.
    thread.cleanups.push(() => this.#nested.stop(child));
    thread.execution.effects.push(() =>
      this.#nested.onClosed(child, (outcome) => {
        this.#host.turn(thread.execution, () => this.#settle(thread, state, phase, outcome));
      }),
    );
  }

  #submitted(thread: Thread, state: TaskState, phase: TaskPhase, answer: unknown): void {
    if (thread.phase !== phase) return;
    phase.submitted = true;
    thread.execution.changed.add(thread.id);
    this.#events.submitted(thread, state.resource, jsonText(answer));
  }

  /** Ends the attempt with the result or error of `outcome`, unless the thread has moved on. */
  #settle(thread: Thread, state: TaskState, phase: Thread["phase"], outcome: () => unknown): void {
    if (thread.phase !== phase || phase.kind !== "task") return;
    try {
      const result = outcome();
      const text = jsonText(result);
      if (exceedsPayload(text)) throw tooLarge(state);
      this.#events.succeeded(thread, state.resource, text);
      this.#host.complete(thread, result);
    } catch (error) {
      if (!(error instanceof StateError)) throw error;
      this.#events.failed(thread, state.resource, error.failure);
      this.#host.fail(thread, error.failure);
    }
  }
}

function awaitsToken(resource: Resource): boolean {
  return resource.kind === "integration" && resource.pattern === "waitForTaskToken";
}

function seconds(
  expression: Expression | undefined,
  input: unknown,
  evaluation: Evaluation,
): number | undefined {
  return expression?.(input, evaluation) as number | undefined;
}

function tooLarge({ resource }: TaskState): StateError {
  const task = resource.kind === "function" ? resource.arn : resource.service;
  return new StateError({
    error: "States.DataLimitExceeded",
    cause: `The state/task '${task}' returned a result with a size exceeding the maximum number of bytes service limit.`,
  });
}
