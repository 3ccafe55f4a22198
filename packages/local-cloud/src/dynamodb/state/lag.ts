import type { Clock } from "../../kernel/clock.ts";
import type { Attributes } from "../values/attributes.ts";
import { type Location, locationKey } from "./schema.ts";
import { StoredItem } from "./stored-item.ts";

interface HiddenChange {
  /** The item before the change. Undefined if it did not exist. */
  before: StoredItem | undefined;
  /** When reads show the change, in milliseconds since the epoch. */
  shownAt: number;
}

/** The changes of a table or an index that eventually consistent reads do not show yet. */
export class Lag {
  readonly #clock: Clock;
  /** By location, oldest first. */
  readonly #hidden = new Map<string, HiddenChange[]>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * Hides a change of an item for `lagMs`. Changes of one item show in their order, so this one
   * shows no earlier than those before it.
   */
  hide(location: Location, before: Attributes | undefined, sizeBefore: number, lagMs: number): void {
    if (lagMs === 0 && this.#hidden.size === 0) return;
    this.#prune();
    const key = locationKey(location);
    const earlier = this.#hidden.get(key) ?? [];
    const now = this.#clock.now();
    const shownAt = Math.max(now + lagMs, earlier.at(-1)?.shownAt ?? now);
    if (shownAt <= now) return;
    const item = before && new StoredItem(location, before, sizeBefore);
    this.#hidden.set(key, [...earlier, { before: item, shownAt }]);
  }

  /** The items that reads show in an older state, by location. Undefined for one not there yet. */
  older(): ReadonlyMap<string, StoredItem | undefined> {
    if (this.#hidden.size > 0) this.#prune();
    const older = new Map<string, StoredItem | undefined>();
    for (const [key, [oldest]] of this.#hidden) older.set(key, oldest?.before);
    return older;
  }

  #prune(): void {
    const now = this.#clock.now();
    for (const [key, changes] of this.#hidden) {
      const left = changes.filter(({ shownAt }) => shownAt > now);
      if (left.length === 0) this.#hidden.delete(key);
      else if (left.length < changes.length) this.#hidden.set(key, left);
    }
  }
}
