import type { Kernel } from "../../kernel/kernel.ts";
import type { Collection } from "../../kernel/store.ts";

interface Identity {
  name: string;
}

/** Addresses and domains that may send, by name. */
export class Identities {
  readonly #rows: Collection<Identity>;
  readonly #names = new Set<string>();

  constructor(kernel: Kernel) {
    this.#rows = kernel.store.collection("ses.identities");
    for (const [name] of this.#rows.load()) this.#names.add(name);
  }

  has(name: string): boolean {
    return this.#names.has(name);
  }

  add(name: string): void {
    this.#names.add(name);
    this.#rows.put(name, { name });
  }
}
