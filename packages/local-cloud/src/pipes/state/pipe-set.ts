import type { ChangeStreams } from "../../kernel/change-stream.ts";
import type { Kernel } from "../../kernel/kernel.ts";
import type { Collection } from "../../kernel/store.ts";
import { AwsError } from "../../kernel/wire.ts";
import type { Functions } from "../delivery/batch-delivery.ts";
import { PipeRunner } from "../delivery/pipe-runner.ts";
import { definePipe } from "../pipe-definition.ts";
import type { Checkpoint, PipeRecord } from "./records.ts";

/** All pipes, in memory and in the store. */
export class PipeSet {
  readonly #kernel: Kernel;
  readonly #streams: ChangeStreams;
  readonly #functions: Functions;
  readonly #records: Collection<PipeRecord>;
  readonly #checkpoints: Collection<Checkpoint>;
  readonly #runners = new Map<string, PipeRunner>();

  constructor(kernel: Kernel, streams: ChangeStreams, functions: Functions) {
    this.#kernel = kernel;
    this.#streams = streams;
    this.#functions = functions;
    this.#records = kernel.store.collection("pipes.pipes");
    this.#checkpoints = kernel.store.collection("pipes.checkpoints");
    const checkpoints = new Map(this.#checkpoints.load());
    for (const [name, record] of this.#records.load()) this.#add(record, checkpoints.get(name));
  }

  /** Starts the pipes that were running when the process ended. */
  resume(): void {
    for (const runner of this.#runners.values()) this.#startOrStop(runner);
  }

  stop(): void {
    for (const runner of this.#runners.values()) runner.stop();
  }

  all(): PipeRunner[] {
    return [...this.#runners.values()];
  }

  find(name: string): PipeRunner | undefined {
    return this.#runners.get(name);
  }

  get(name: string): PipeRunner {
    const runner = this.#runners.get(name);
    if (!runner) {
      throw new AwsError("NotFoundException", `Pipe ${name} does not exist.`, { status: 404 });
    }
    return runner;
  }

  /** Stores a new or changed pipe and starts or stops it accordingly. */
  put(record: PipeRecord): void {
    const definition = definePipe(record);
    const runner = this.#runners.get(record.name);
    if (runner) runner.redefine(definition);
    this.#startOrStop(runner ?? this.#add(record, undefined));
  }

  remove(name: string): void {
    this.get(name).remove();
    this.#runners.delete(name);
    this.#records.delete(name);
  }

  #add(record: PipeRecord, checkpoint: Checkpoint | undefined): PipeRunner {
    const definition = definePipe(record);
    const runner = new PipeRunner(this.#kernel, this.#functions, this.#checkpoints, definition, checkpoint);
    this.#runners.set(record.name, runner);
    return runner;
  }

  /** A pipe without its stream fails to start, reports that, and starts when asked again. */
  #startOrStop(runner: PipeRunner): void {
    const { stateReason: _before, ...record } = runner.pipe.record;
    const stream = record.state === "STOPPED" ? undefined : this.#streams.find(record.source);
    if (stream) runner.start(stream);
    else runner.stop();
    const state = record.state === "STOPPED" ? "STOPPED" : stream ? "RUNNING" : "START_FAILED";
    const changed: PipeRecord = { ...record, state };
    if (state === "START_FAILED") changed.stateReason = `The stream ${record.source} does not exist.`;
    runner.redefine(definePipe(changed));
    this.#records.put(changed.name, changed);
  }
}
