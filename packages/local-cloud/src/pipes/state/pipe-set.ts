import type { ChangeStreams } from "../../kernel/change-stream.ts";
import type { Kernel } from "../../kernel/kernel.ts";
import type { Collection } from "../../kernel/store.ts";
import { AwsError } from "../../kernel/wire.ts";
import type { Functions } from "../delivery/batch-delivery.ts";
import { PipeLanes } from "../delivery/pipe-lanes.ts";
import { definePipe } from "../pipe-definition.ts";
import type { Checkpoint, PipeRecord } from "./records.ts";

/** All pipes, in memory and in the store. */
export class PipeSet {
  readonly #kernel: Kernel;
  readonly #streams: ChangeStreams;
  readonly #functions: Functions;
  readonly #records: Collection<PipeRecord>;
  readonly #checkpoints: Collection<Checkpoint>;
  readonly #pipes = new Map<string, PipeLanes>();

  constructor(kernel: Kernel, streams: ChangeStreams, functions: Functions) {
    this.#kernel = kernel;
    this.#streams = streams;
    this.#functions = functions;
    this.#records = kernel.store.collection("pipes.pipes");
    this.#checkpoints = kernel.store.collection("pipes.checkpoints");
    const checkpoints = new Map(this.#checkpoints.load());
    for (const [, record] of this.#records.load()) this.#add(record, checkpoints);
  }

  /** Starts the pipes that were running when the process ended. */
  resume(): void {
    for (const lanes of this.#pipes.values()) this.#startOrStop(lanes);
  }

  stop(): void {
    for (const lanes of this.#pipes.values()) lanes.stop();
  }

  all(): PipeLanes[] {
    return [...this.#pipes.values()];
  }

  find(name: string): PipeLanes | undefined {
    return this.#pipes.get(name);
  }

  get(name: string): PipeLanes {
    const lanes = this.#pipes.get(name);
    if (!lanes) {
      throw new AwsError("NotFoundException", `Pipe ${name} does not exist.`, { status: 404 });
    }
    return lanes;
  }

  /** Stores a new or changed pipe and starts or stops it accordingly. */
  put(record: PipeRecord): void {
    const definition = definePipe(record);
    const lanes = this.#pipes.get(record.name);
    if (lanes) lanes.redefine(definition);
    this.#startOrStop(lanes ?? this.#add(record, new Map()));
  }

  remove(name: string): void {
    this.get(name).remove();
    this.#pipes.delete(name);
    this.#records.delete(name);
  }

  #add(record: PipeRecord, checkpoints: ReadonlyMap<string, Checkpoint>): PipeLanes {
    const definition = definePipe(record);
    const lanes = new PipeLanes(this.#kernel, this.#functions, this.#checkpoints, definition, checkpoints);
    this.#pipes.set(record.name, lanes);
    return lanes;
  }

  /** A pipe without its stream fails to start, reports that, and starts when asked again. */
  #startOrStop(lanes: PipeLanes): void {
    const { stateReason: _before, ...record } = lanes.pipe.record;
    const stream = record.state === "STOPPED" ? undefined : this.#streams.find(record.source);
    if (stream) lanes.start(stream);
    else lanes.stop();
    const state = record.state === "STOPPED" ? "STOPPED" : stream ? "RUNNING" : "START_FAILED";
    const changed: PipeRecord = { ...record, state };
    if (state === "START_FAILED") changed.stateReason = `The stream ${record.source} does not exist.`;
    lanes.redefine(definePipe(changed));
    this.#records.put(changed.name, changed);
  }
}
