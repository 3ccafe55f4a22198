import type { Kernel } from "../../kernel/kernel.ts";
import type { MapState, ParallelState } from "../asl/definition.ts";
import { evaluationError, type Failure } from "../asl/failure.ts";
import type { Evaluation } from "../paths/expression.ts";
import { type Flow, type ForkPhase, removeInside, setPhase, type Thread } from "./execution.ts";
import { append, appendTo } from "./history.ts";
import { innerScope, newThread, threadId } from "./threads.ts";

interface Parent extends Thread {
  phase: ForkPhase;
}

interface Interpreter extends Flow {
  guard(thread: Thread, evaluate: () => void): void;
  evaluation(thread: Thread, extra?: { item?: { index: number; value: unknown } }): Evaluation;
}

/** Parallel and Map states: threads inside a thread. */
export class Forks {
  readonly #kernel: Kernel;
  readonly #flow: Interpreter;

  constructor(kernel: Kernel, flow: Interpreter) {
    this.#kernel = kernel;
    this.#flow = flow;
  }

  parallel(thread: Thread, state: ParallelState): void {
    const evaluation = this.#flow.evaluation(thread);
    const input = state.inputPath(thread.input, evaluation);
    const effective = state.parameters ? state.parameters(input, evaluation) : input;
    this.#append(thread, "ParallelStateStarted");
    const parent = fork(thread, state.branches.length);
    if (state.branches.length === 0) this.#join(parent);
    const started = thread.lastEventId;
    for (const [index, branch] of state.branches.entries()) {
      if (parent.phase.kind !== "fork") return;
      parent.phase.started += 1;
      this.#flow.enter(this.#child(parent, index, started), branch.startAt, effective);
    }
  }

  map(thread: Thread, state: MapState): void {
    const items = this.#items(thread, state);
    // If the path does not lead to a number, the state fails now, not in a later iteration.
    this.#tolerance(thread, state);
    appendTo(thread, this.#kernel.clock.now(), "MapStateStarted", {
      key: "mapStateStartedEventDetails",
      value: { length: items.length },
    });
    const parent = fork(thread, items.length);
    if (items.length === 0) this.#join(parent);
    else this.#startIterations(parent, state, items);
  }

  /** Called when a branch or iteration has reached the end of its scope. */
  ended(child: Thread, output: unknown, eventId: number): void {
    setPhase(child, { kind: "ended", eventId, output });
    this.#settled(child, "MapIterationSucceeded");
  }

  /** Called when a branch or iteration has failed with an unhandled error. */
  failed(child: Thread, failure: Failure): void {
    const parent = parentOf(child);
    const { state } = parent;
    if (state.type === "Map") {
      const tolerance = this.#tolerates(parent, state);
      if (tolerance === "tolerated" && failure.error !== "States.Runtime") {
        parent.phase.tolerated += 1;
        setPhase(child, { kind: "tolerated" });
        this.#settled(child, "MapIterationFailed");
        return;
      }
      this.#iteration(child, "MapIterationFailed");
      if (tolerance === "exceeded" && failure.error !== "States.Runtime") {
        failure = {
          error: "States.ExceedToleratedFailureThreshold",
          cause: "The specified tolerated failure threshold was exceeded",
        };
      }
    }
    parent.lastEventId = child.lastEventId;
    this.#abort(parent, child);
    this.#flow.fail(parent, failure);
  }

  #settled(child: Thread, eventType: string): void {
    const parent = parentOf(child);
    const { state, phase } = parent;
    phase.ended += 1;
    parent.execution.changed.add(parent.id);
    parent.lastEventId = child.lastEventId;
    if (state.type === "Map") {
      const eventId = this.#iteration(child, eventType);
      if (phase.ended < phase.count) this.#flow.guard(parent, () => this.#startIterations(parent, state));
      else parent.lastEventId = eventId;
    }
    if (parent.phase === phase && phase.ended === phase.count) this.#join(parent);
  }

  #join(parent: Parent): void {
    const outputs: unknown[] = [];
    for (let index = 0; index < parent.phase.count; index += 1) {
      const child = parent.execution.threads.get(threadId(parent, index));
      if (child?.phase.kind === "ended") outputs.push(child.phase.output);
    }
    removeInside(parent);
    setPhase(parent, { kind: "ready" });
    // AWS leaves this event out of the chain: the exit refers to the event before it.
    const now = this.#kernel.clock.now();
    append(parent.execution, now, `${parent.state.type}StateSucceeded`, parent.lastEventId);
    this.#flow.complete(parent, outputs);
  }

  /** Aborts the siblings of the failed child. */
  #abort(parent: Parent, failed: Thread): void {
    const { execution } = parent;
    const now = this.#kernel.clock.now();
    const prefix = `${parent.id}.`;
    for (const thread of execution.threads.values()) {
      if (!thread.id.startsWith(prefix) || thread === failed || !isActive(thread)) continue;
      append(execution, now, `${thread.state.type}StateAborted`, failed.lastEventId);
      if (thread.item) this.#iteration(thread, "MapIterationAborted", failed.lastEventId);
    }
    removeInside(parent);
  }

  #items(thread: Thread, state: MapState): readonly unknown[] {
    const evaluation = this.#flow.evaluation(thread);
    const items = state.itemsPath(state.inputPath(thread.input, evaluation), evaluation);
    if (!Array.isArray(items)) throw evaluationError("Reference path of ItemsPath must point to array.");
    return items as readonly unknown[];
  }

  #startIterations(parent: Parent, state: MapState, known?: readonly unknown[]): void {
    const { phase } = parent;
    const evaluation = this.#flow.evaluation(parent);
    const input = state.inputPath(parent.input, evaluation);
    const limit = (state.maxConcurrency(input, evaluation) as number) || Number.POSITIVE_INFINITY;
    const items = phase.started < phase.count ? (known ?? this.#items(parent, state)) : [];
    const previous = parent.lastEventId;
    while (parent.phase === phase && phase.started < phase.count && phase.started - phase.ended < limit) {
      const index = phase.started;
      const value = items[index];
      phase.started += 1;
      parent.execution.changed.add(parent.id);
      const child = this.#child(parent, index, previous, { value });
      child.lastEventId = this.#iteration(child, "MapIterationStarted");
      const selected = state.itemSelector
        ? state.itemSelector(input, this.#flow.evaluation(parent, { item: { index, value } }))
        : value;
      this.#flow.enter(child, state.processor.startAt, selected);
    }
  }

  #child(parent: Parent, index: number, lastEventId: number, item?: { value: unknown }): Thread {
    const inside = { parent, index, lastEventId, ...(item ? { item } : {}) };
    return newThread(parent.execution, innerScope(parent, index), inside);
  }

  #tolerates(parent: Parent, state: MapState): "strict" | "tolerated" | "exceeded" {
    const { count, percentage } = this.#tolerance(parent, state);
    if (count === undefined && percentage === undefined) return "strict";
    const failures = parent.phase.tolerated + 1;
    if (count !== undefined && failures <= count) return "tolerated";
    if (percentage !== undefined && (failures / parent.phase.count) * 100 <= percentage) return "tolerated";
    return "exceeded";
  }

  #tolerance(thread: Thread, state: MapState): { count: number | undefined; percentage: number | undefined } {
    const evaluation = this.#flow.evaluation(thread);
    const input = state.inputPath(thread.input, evaluation);
    return {
      count: state.toleratedFailureCount?.(input, evaluation) as number | undefined,
      percentage: state.toleratedFailurePercentage?.(input, evaluation) as number | undefined,
    };
  }

  /**
   * Events about iterations stand beside the iteration's own events and do not become its last
   * event.
   */
  #iteration(child: Thread, type: string, previous = child.lastEventId): number {
    return append(child.execution, this.#kernel.clock.now(), type, previous, {
      key: `m${type.slice(1)}EventDetails`,
      value: { name: child.parent?.state.name, index: child.index },
    });
  }

  #append(thread: Thread, type: string): void {
    appendTo(thread, this.#kernel.clock.now(), type);
  }
}

function fork(thread: Thread, count: number): Parent {
  setPhase(thread, { kind: "fork", count, started: 0, ended: 0, tolerated: 0 });
  return thread as Parent;
}

function isActive({ phase }: Thread): boolean {
  return phase.kind !== "ended" && phase.kind !== "tolerated" && phase.kind !== "gone";
}

function parentOf(child: Thread): Parent {
  const { parent } = child;
  if (parent?.phase.kind !== "fork") throw new Error(`Thread ${child.id} has lost its fork`);
  return parent as Parent;
}
