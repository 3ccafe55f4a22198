import type { Kernel } from "../../kernel/kernel.ts";
import type { Collection } from "../../kernel/store.ts";
import type { Definition } from "../asl/definition.ts";
import { historyOf, packHistory } from "./archive.ts";
import { type Execution, type ExecutionRecord, type Phase, type Thread } from "./execution.ts";
import { eventData, type HistoryEvent } from "./history.ts";
import { innerScope, newThread, placeOf, returnTo } from "./threads.ts";

/**
 * A thread as it is stored. The inputs and outputs of states are not repeated here, because the
 * history has them.
 */
interface ThreadRow {
  state: string;
  entered: number;
  last: number;
  retries: number[];
  item?: { value: unknown };
  phase: Phase;
}

/**
 * The durable form of executions. Each turn writes its new events as one entry, and one small entry
 * for each thread that moved. So a state of a simple workflow costs two writes.
 */
export class Journal {
  readonly #executions: Collection<ExecutionRecord>;
  readonly #threads: Collection<ThreadRow>;
  readonly #history: Collection<HistoryEvent[]>;
  readonly #archive: Collection<string>;

  constructor(kernel: Kernel) {
    this.#executions = kernel.store.collection("states.executions");
    this.#threads = kernel.store.collection("states.threads");
    this.#history = kernel.store.collection("states.history");
    this.#archive = kernel.store.collection("states.archive");
  }

  /** Writes an execution that starts or is redriven. */
  begin({ key, record }: Execution): void {
    this.#executions.put(key, record);
  }

  /** Writes the changes of a turn. */
  save(execution: Execution): void {
    const { key, record, pieces } = execution;
    const closed = record.status !== "RUNNING";
    if (record.express) {
      // An Express workflow stores no position. After a crash it starts again (at least once, as in
      // AWS).
      if (closed) this.#executions.delete(key);
      execution.changed.clear();
      return;
    }
    if (closed) this.#executions.put(key, record);
    const saved = pieces.at(-1) ?? 0;
    if (execution.lastEventId > saved) {
      this.#history.put(pieceKey(key, execution.lastEventId), execution.history.slice(saved));
      pieces.push(execution.lastEventId);
    }
    for (const id of execution.changed) {
      const thread = execution.threads.get(id);
      if (thread) this.#threads.put(`${key}/${id}`, rowOf(thread));
      else this.#threads.delete(`${key}/${id}`);
    }
    execution.changed.clear();
  }

  /** Removes an ended execution. */
  forget({ key, pieces }: Execution): void {
    this.#executions.delete(key);
    for (const last of pieces) this.#history.delete(pieceKey(key, last));
    this.#archive.delete(key);
  }

  /**
   * Compresses the history of an ended execution to a tenth of the memory and one entry to load.
   */
  archive(execution: Execution): void {
    const { key, pieces, history } = execution;
    if (execution.archived !== undefined) return;
    execution.archived = packHistory(history);
    this.#archive.put(key, execution.archived);
    for (const last of pieces) this.#history.delete(pieceKey(key, last));
    execution.history = [];
    execution.pieces = [];
  }

  /** Makes the history of a redriven execution writable. */
  unarchive(execution: Execution): void {
    if (execution.archived === undefined) return;
    execution.history = historyOf(execution);
    execution.archived = undefined;
    this.#archive.delete(execution.key);
  }

  /** All stored executions in order of start, with their threads at the stored positions. */
  load(definitionOf: (revisionId: string) => Definition): Execution[] {
    const executions = new Map<string, Execution>();
    for (const [key, record] of this.#executions.load()) {
      executions.set(
        key,
        newExecution(key, record, () => definitionOf(record.revisionId)),
      );
    }
    for (const [key, events] of this.#history.load()) {
      const execution = executions.get(key.slice(0, key.indexOf("/")));
      if (!execution) continue;
      execution.history.push(...events);
      execution.lastEventId = execution.history.length;
      execution.pieces.push(execution.lastEventId);
    }
    for (const [key, packed] of this.#archive.load()) {
      const execution = executions.get(key);
      if (execution) execution.archived = packed;
    }
    for (const [key, row] of this.#threads.load()) {
      const slash = key.indexOf("/");
      const execution = executions.get(key.slice(0, slash));
      if (execution) restoreThread(execution, key.slice(slash + 1), row);
    }
    return [...executions.values()];
  }
}

/** A piece is named by its last event, zero-padded so that pieces load in order. */
function pieceKey(executionKey: string, lastEventId: number): string {
  return `${executionKey}/${String(lastEventId).padStart(6, "0")}`;
}

export function newExecution(key: string, record: ExecutionRecord, definition: () => Definition): Execution {
  return {
    key,
    record,
    get definition() {
      return definition();
    },
    history: [],
    archived: undefined,
    pieces: [],
    lastEventId: 0,
    threads: new Map(),
    ready: [],
    effects: [],
    changed: new Set(),
    onClosed: [],
    cancelTimeout: undefined,
  };
}

function rowOf(thread: Thread): ThreadRow {
  const { phase } = thread;
  return {
    state: thread.state.name,
    entered: thread.enteredEventId,
    last: thread.lastEventId,
    retries: thread.retries,
    ...(thread.item ? { item: thread.item } : {}),
    phase: phase.kind === "ended" ? { ...phase, output: undefined } : phase,
  };
}

/** Parents are restored before their children, because ids load in order. */
function restoreThread(execution: Execution, id: string, row: ThreadRow): void {
  const place = placeOf(id);
  const parent = place.parent === undefined ? undefined : execution.threads.get(place.parent);
  const scope = parent ? innerScope(parent, place.index) : execution.definition.scope;
  const thread = newThread(
    execution,
    scope,
    parent && { parent, index: place.index, lastEventId: row.last, ...(row.item ? { item: row.item } : {}) },
  );
  returnTo(thread, row.state, row.entered, row.last);
  thread.retries = row.retries;
  thread.phase = row.phase;
  if (row.phase.kind === "ended") row.phase.output = eventData(execution, row.phase.eventId, "output");
}
