import type { Scope } from "../asl/definition.ts";
import { type Execution, stateOf, type Thread } from "./execution.ts";
import { eventData } from "./history.ts";

/** Id of the machine's own thread. */
export const ROOT = "0";

/** A new thread, not in any state yet: the machine's own, or one inside `parent`. */
export function newThread(
  execution: Execution,
  scope: Scope,
  inside?: { parent: Thread; index: number; item?: { value: unknown }; lastEventId: number },
): Thread {
  const thread: Thread = {
    id: inside ? threadId(inside.parent, inside.index) : ROOT,
    execution,
    parent: inside?.parent,
    index: inside?.index ?? 0,
    scope,
    item: inside?.item,
    state: stateOf(scope, scope.startAt),
    input: undefined,
    enteredEventId: 0,
    enteredTime: 0,
    lastEventId: inside?.lastEventId ?? 0,
    retries: [],
    phase: { kind: "ready" },
    cleanups: [],
  };
  execution.threads.set(thread.id, thread);
  return thread;
}

/** Returns a thread to a state that it entered before. */
export function returnTo(
  thread: Thread,
  stateName: string,
  enteredEventId: number,
  lastEventId: number,
): void {
  const { execution, scope } = thread;
  thread.state = stateOf(scope, stateName);
  thread.input = eventData(execution, enteredEventId, "input");
  thread.enteredEventId = enteredEventId;
  thread.enteredTime = Math.round((execution.history[enteredEventId - 1]?.timestamp ?? 0) * 1000);
  thread.lastEventId = lastEventId;
  execution.changed.add(thread.id);
}

export function threadId(parent: Thread, index: number): string {
  return `${parent.id}.${index}`;
}

/** The id of the parent thread, and the position in it. */
export function placeOf(id: string): { parent: string | undefined; index: number } {
  const dot = id.lastIndexOf(".");
  return { parent: dot < 0 ? undefined : id.slice(0, dot), index: Number(id.slice(dot + 1)) };
}

/** The scope inside a Parallel or Map state. */
export function innerScope({ state }: Thread, index: number): Scope {
  const scope =
    state.type === "Map" ? state.processor : state.type === "Parallel" ? state.branches[index] : undefined;
  if (!scope) throw new Error(`State ${state.name} has no branch ${index}`);
  return scope;
}
