import type { Kernel } from "../../kernel/kernel.ts";
import type { Collection } from "../../kernel/store.ts";
import { AwsError } from "../../kernel/wire.ts";
import { compilePattern, type Matcher } from "../patterns/pattern.ts";
import type { ArchivedEvent, ArchiveRecord, EventRecord } from "./records.ts";

const DAY_MS = 86_400_000;
const KEY_DIGITS = 12;

export interface Archive {
  record: ArchiveRecord;
  matches: Matcher | undefined;
  /** By key, oldest first. */
  events: Map<string, ArchivedEvent>;
  bytes: number;
  nextSequence: number;
}

/** Archives of buses, with the events kept for replay. */
export class Archives {
  readonly #kernel: Kernel;
  readonly #recordCollection: Collection<ArchiveRecord>;
  readonly #eventCollection: Collection<ArchivedEvent>;
  readonly #archives = new Map<string, Archive>();

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
    this.#recordCollection = kernel.store.collection("events.archives");
    this.#eventCollection = kernel.store.collection("events.archived");
    for (const [name, record] of this.#recordCollection.load()) {
      this.#archives.set(name, emptyArchive(record));
    }
    for (const [key, archived] of this.#eventCollection.load()) {
      const archive = this.#archives.get(key.slice(0, key.lastIndexOf("/")));
      if (!archive) continue;
      archive.events.set(key, archived);
      archive.bytes += archived.bytes;
      archive.nextSequence = Number(key.slice(key.lastIndexOf("/") + 1)) + 1;
    }
  }

  all(): Archive[] {
    return [...this.#archives.values()];
  }

  find(name: string): Archive | undefined {
    return this.#archives.get(name);
  }

  get(name: string): Archive {
    const archive = this.#archives.get(name);
    if (!archive) throw new AwsError("ResourceNotFoundException", `Archive ${name} does not exist.`);
    this.#expire(archive);
    return archive;
  }

  /** Stores a new or changed archive. Its events stay. */
  put(record: ArchiveRecord): void {
    const archive = this.#archives.get(record.name) ?? emptyArchive(record);
    archive.record = record;
    archive.matches = record.pattern === undefined ? undefined : compilePattern(record.pattern);
    this.#archives.set(record.name, archive);
    this.#recordCollection.put(record.name, record);
  }

  remove(archive: Archive): void {
    this.#archives.delete(archive.record.name);
    this.#recordCollection.delete(archive.record.name);
    for (const key of archive.events.keys()) this.#eventCollection.delete(key);
  }

  /** Adds `event` to every archive of the bus whose pattern it matches. */
  record(busArn: string, event: EventRecord): void {
    for (const archive of this.#archives.values()) {
      if (archive.record.busArn !== busArn || (archive.matches && !archive.matches(event))) continue;
      this.#expire(archive);
      const key = `${archive.record.name}/${String(archive.nextSequence).padStart(KEY_DIGITS, "0")}`;
      const archived = {
        at: this.#kernel.clock.now(),
        bytes: Buffer.byteLength(JSON.stringify(event)),
        event,
      };
      archive.nextSequence += 1;
      archive.events.set(key, archived);
      archive.bytes += archived.bytes;
      this.#eventCollection.put(key, archived);
    }
  }

  #expire(archive: Archive): void {
    if (archive.record.retentionDays === 0) return;
    const oldest = this.#kernel.clock.now() - archive.record.retentionDays * DAY_MS;
    for (const [key, { at, bytes }] of archive.events) {
      if (at >= oldest) return;
      archive.events.delete(key);
      archive.bytes -= bytes;
      this.#eventCollection.delete(key);
    }
  }
}

function emptyArchive(record: ArchiveRecord): Archive {
  return {
    record,
    matches: record.pattern === undefined ? undefined : compilePattern(record.pattern),
    events: new Map(),
    bytes: 0,
    nextSequence: 0,
  };
}
