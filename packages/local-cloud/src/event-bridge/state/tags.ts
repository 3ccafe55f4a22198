import type { Kernel } from "../../kernel/kernel.ts";
import type { Collection } from "../../kernel/store.ts";

export type TagMap = Record<string, string>;

/** Tags of buses and rules by ARN. */
export class Tags {
  readonly #collection: Collection<TagMap>;
  readonly #byArn: Map<string, TagMap>;

  constructor(kernel: Kernel) {
    this.#collection = kernel.store.collection("events.tags");
    this.#byArn = new Map(this.#collection.load());
  }

  of(arn: string): TagMap {
    return this.#byArn.get(arn) ?? {};
  }

  set(arn: string, tags: TagMap): void {
    this.#byArn.set(arn, tags);
    this.#collection.put(arn, tags);
  }

  remove(arn: string): void {
    this.#byArn.delete(arn);
    this.#collection.delete(arn);
  }
}
