import { crc32 } from "node:zlib";
import type { ChangeStream, StreamRecord } from "../../kernel/change-stream.ts";
import type { Kernel } from "../../kernel/kernel.ts";
import type { Collection } from "../../kernel/store.ts";
import type { PipeDefinition } from "../pipe-definition.ts";
import type { Checkpoint } from "../state/records.ts";
import type { Functions } from "./batch-delivery.ts";
import { PipeRunner } from "./pipe-runner.ts";

/**
 * The runners of one pipe. With a parallelization factor above 1, each reads the items of its own
 * partition keys, so that each item's changes stay in order: "Lambda still ensures in-order
 * processing at the partition-key level"
 * https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-params.html
 */
export class PipeLanes {
  readonly #kernel: Kernel;
  readonly #functions: Functions;
  readonly #checkpoints: Collection<Checkpoint>;
  #pipe: PipeDefinition;
  #lanes: PipeRunner[];

  constructor(
    kernel: Kernel,
    functions: Functions,
    checkpoints: Collection<Checkpoint>,
    pipe: PipeDefinition,
    known: ReadonlyMap<string, Checkpoint>,
  ) {
    this.#kernel = kernel;
    this.#functions = functions;
    this.#checkpoints = checkpoints;
    this.#pipe = pipe;
    this.#lanes = this.#lanesOf((name) => known.get(name));
  }

  get pipe(): PipeDefinition {
    return this.#pipe;
  }

  get lastFailure(): string | undefined {
    return this.#lanes.map((lane) => lane.lastFailure).find((failure) => failure !== undefined);
  }

  /**
   * Takes effect at the next attempt. With another number of lanes, all begin where the last of the
   * former ones stood, so some records are delivered again.
   */
  redefine(pipe: PipeDefinition): void {
    this.#pipe = pipe;
    if (this.#lanes.length === factorOf(pipe)) {
      for (const lane of this.#lanes) lane.redefine(pipe);
      return;
    }
    const positions = this.#lanes.map((lane) => lane.checkpoint);
    const last = positions.reduce((a, b) => (isBefore(b, a) ? b : a));
    this.remove();
    this.#lanes = this.#lanesOf(() => last);
  }

  start(stream: ChangeStream): void {
    for (const lane of this.#lanes) lane.start(stream);
  }

  stop(): void {
    for (const lane of this.#lanes) lane.stop();
  }

  /** Stops permanently and deletes the checkpoints. */
  remove(): void {
    for (const lane of this.#lanes) lane.remove();
  }

  #lanesOf(checkpointOf: (name: string) => Checkpoint | undefined): PipeRunner[] {
    const pipe = this.#pipe;
    const count = factorOf(pipe);
    return Array.from({ length: count }, (_, index) => {
      const name = count === 1 ? pipe.record.name : `${pipe.record.name}/${index}`;
      const has = (record: StreamRecord) => count === 1 || laneOf(record, count) === index;
      return new PipeRunner(this.#kernel, this.#functions, this.#checkpoints, pipe, {
        name,
        has,
        checkpoint: checkpointOf(name),
      });
    });
  }
}

const factorOf = ({ record }: PipeDefinition) => record.stream.ParallelizationFactor ?? 1;

/** Every lane looks at every record, so a record's checksum is taken once. */
const checksums = new WeakMap<StreamRecord, number>();

/** The partition key comes first among an item's keys. */
function laneOf(record: StreamRecord, count: number): number {
  let checksum = checksums.get(record);
  if (checksum === undefined) {
    const [partitionKey] = Object.values(record.dynamodb.Keys);
    checksum = crc32(JSON.stringify(partitionKey));
    checksums.set(record, checksum);
  }
  return checksum % count;
}

function isBefore(a: Checkpoint | undefined, b: Checkpoint | undefined): boolean {
  if (b?.sequence === undefined) return false;
  return a?.sequence === undefined || BigInt(a.sequence) < BigInt(b.sequence);
}
