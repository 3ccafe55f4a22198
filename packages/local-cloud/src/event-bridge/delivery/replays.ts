import type { Kernel } from "../../kernel/kernel.ts";
import type { Collection } from "../../kernel/store.ts";
import { AwsError } from "../../kernel/wire.ts";
import type { Archive, Archives } from "../state/archives.ts";
import type { Bus, Buses } from "../state/buses.ts";
import type { ReplayRecord } from "../state/records.ts";
import type { Routing } from "./routing.ts";

/**
 * Events sent in one synchronous block. The progress and the deliveries of a block are one
 * transaction.
 */
const CHUNK = 50;

/**
 * Sends archived events again, each exactly once: the progress of a replay is stored together with
 * its deliveries.
 */
export class Replays {
  readonly #kernel: Kernel;
  readonly #buses: Buses;
  readonly #archives: Archives;
  readonly #routing: Routing;
  readonly #collection: Collection<ReplayRecord>;
  readonly #replays = new Map<string, ReplayRecord>();
  /** Replays under way at the start of the process, until {@link resume} continues them. */
  #restored: ReplayRecord[];

  constructor(kernel: Kernel, buses: Buses, archives: Archives, routing: Routing) {
    this.#kernel = kernel;
    this.#buses = buses;
    this.#archives = archives;
    this.#routing = routing;
    this.#collection = kernel.store.collection("events.replays");
    for (const [name, record] of this.#collection.load()) this.#replays.set(name, record);
    this.#restored = this.all().filter((record) => record.endedAt === undefined);
  }

  resume(): void {
    for (const record of this.#restored) this.#run(record);
    this.#restored = [];
  }

  all(): ReplayRecord[] {
    return [...this.#replays.values()];
  }

  find(name: string): ReplayRecord | undefined {
    return this.#replays.get(name);
  }

  get(name: string): ReplayRecord {
    const record = this.#replays.get(name);
    if (!record) throw new AwsError("ResourceNotFoundException", `Replay ${name} does not exist.`);
    return record;
  }

  start(record: ReplayRecord): void {
    this.#replays.set(record.name, record);
    this.#put(record);
    this.#run(record);
  }

  cancel(record: ReplayRecord): void {
    record.state = "CANCELLING";
    this.#put(record);
  }

  #run(record: ReplayRecord): void {
    this.#kernel.activity.run(async () => {
      await this.#kernel.store.durable();
      const archive = this.#archives.all().find((one) => one.record.arn === record.archiveArn);
      const bus = this.#buses.find(record.busArn);
      if (archive && bus) await this.#send(record, archive, bus);
      this.#end(record, archive && bus ? "COMPLETED" : "FAILED");
      await this.#kernel.store.durable();
    });
  }

  async #send(record: ReplayRecord, archive: Archive, bus: Bus): Promise<void> {
    let sent = 0;
    if (record.state === "STARTING") record.state = "RUNNING";
    // Events that arrive from now on belong to a later replay.
    const archived = [...archive.events];
    for (const [key, { at, event }] of archived) {
      if (at < record.from || at > record.to) continue;
      if (record.lastKey !== undefined && key <= record.lastKey) continue;
      if (record.state !== "RUNNING") return;
      this.#routing.replay(bus, { ...event, "replay-name": record.name }, record.filterArns);
      record.lastKey = key;
      record.lastReplayedAt = at;
      this.#put(record);
      sent += 1;
      if (sent % CHUNK === 0) await this.#kernel.store.durable();
    }
  }

  #end(record: ReplayRecord, outcome: "COMPLETED" | "FAILED"): void {
    record.state = record.state === "CANCELLING" ? "CANCELLED" : outcome;
    record.endedAt = this.#kernel.clock.now();
    this.#put(record);
  }

  #put(record: ReplayRecord): void {
    this.#collection.put(record.name, record);
  }
}
