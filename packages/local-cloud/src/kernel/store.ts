import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync, type StatementSync } from "node:sqlite";

/** A named set of JSON values by string key. Changes are buffered; see {@link Store}. */
export interface Collection<T> {
  /** All durable values at the time the store was opened, in key order. Read it once, at start. */
  load(): Iterable<[key: string, value: T]>;
  put(key: string, value: T): void;
  delete(key: string): void;
}

/**
 * Durability for every service of the local cloud.
 *
 * A service keeps its state in memory. In the same synchronous block in which it changes that
 * state, it calls `put` and `delete`. All changes made before the event loop turns are committed as
 * one transaction, so a synchronous block is atomic even across services. Call `await
 * store.durable()` before acknowledging: it resolves once all buffered changes are committed.
 * Values are serialised at commit, so a value that is put twice in one turn costs one write.
 */
export interface Store {
  collection<T>(name: string): Collection<T>;
  durable(): Promise<void>;
  close(): void;
}

/**
 * The failures that acknowledged writes survive.
 *
 * `process`: the death of the process at any moment, including `kill -9`. All acknowledged writes
 * remain, and no partial transaction, because the operating system holds the pages. If the machine
 * loses power or its system crashes, the last seconds may be missing. Disks write in any order, so
 * the folder may be damaged: start with an empty one then.
 *
 * `power`: also a power failure, if the disk keeps what it confirmed. Each group of commits is
 * followed by an fsync before it is acknowledged.
 * https://www.sqlite.org/pragma.html#pragma_synchronous
 */
export const DURABILITIES = ["process", "power"] as const;
export type Durability = (typeof DURABILITIES)[number];

const DELETED = Symbol("deleted");
type Pending = Map<string, unknown>;

class SqliteStore implements Store {
  readonly #database: DatabaseSync;
  readonly #upsert: StatementSync;
  readonly #remove: StatementSync;
  #pending = new Map<string, Pending>();
  #flushed: Promise<void> | undefined;

  constructor(folder: string, durability: Durability) {
    mkdirSync(folder, { recursive: true });
    this.#database = new DatabaseSync(join(folder, "cloud.sqlite"));
    this.#database.exec("PRAGMA journal_mode = WAL");
    this.#database.exec(`PRAGMA synchronous = ${durability === "power" ? "FULL" : "OFF"}`);
    // On macOS an fsync leaves the data in the disk's cache.
    if (durability === "power") this.#database.exec("PRAGMA fullfsync = ON");
    // A second process on the same folder would silently diverge from the state in memory.
    this.#database.exec("PRAGMA locking_mode = EXCLUSIVE");
    this.#database.exec(
      "CREATE TABLE IF NOT EXISTS entries (collection TEXT, key TEXT, value TEXT, PRIMARY KEY (collection, key)) WITHOUT ROWID",
    );
    this.#upsert = this.#database.prepare(
      "INSERT INTO entries VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET value = excluded.value",
    );
    this.#remove = this.#database.prepare("DELETE FROM entries WHERE collection = ? AND key = ?");
  }

  collection<T>(name: string): Collection<T> {
    const database = this.#database;
    const change = (key: string, value: unknown) => {
      let entries = this.#pending.get(name);
      if (!entries) this.#pending.set(name, (entries = new Map()));
      entries.set(key, value);
      this.#scheduleFlush();
    };
    return {
      *load() {
        const rows = database
          .prepare("SELECT key, value FROM entries WHERE collection = ? ORDER BY key")
          .iterate(name);
        for (const row of rows) yield [String(row["key"]), JSON.parse(String(row["value"])) as T];
      },
      put: (key, value) => change(key, value),
      delete: (key) => change(key, DELETED),
    };
  }

  durable(): Promise<void> {
    return this.#flushed ?? Promise.resolve();
  }

  close(): void {
    this.#flush();
    this.#database.close();
  }

  #scheduleFlush(): void {
    this.#flushed ??= new Promise((resolve, reject) => {
      setImmediate(() => {
        try {
          this.#flush();
          resolve();
        } catch (error) {
          reject(error);
        }
      });
    });
  }

  #flush(): void {
    if (!this.#database.isOpen || this.#pending.size === 0) return;
    const pending = this.#pending;
    this.#pending = new Map();
    this.#flushed = undefined;
    this.#database.exec("BEGIN");
    for (const [collection, entries] of pending) {
      for (const [key, value] of entries) {
        if (value === DELETED) this.#remove.run(collection, key);
        else this.#upsert.run(collection, key, JSON.stringify(value));
      }
    }
    this.#database.exec("COMMIT");
  }
}

/** Stores nothing, for tests and throw-away clouds. */
class VolatileStore implements Store {
  collection<T>(): Collection<T> {
    return { load: () => [], put() {}, delete() {} };
  }
  durable(): Promise<void> {
    return Promise.resolve();
  }
  close(): void {}
}

/** Opens the store in `folder`. Without a folder nothing survives the process. */
export function openStore(folder: string | undefined, durability: Durability = "process"): Store {
  return folder === undefined ? new VolatileStore() : new SqliteStore(folder, durability);
}
