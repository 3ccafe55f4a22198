import type { Kernel } from "../../kernel/kernel.ts";
import type { Collection } from "../../kernel/store.ts";

/** One message in one recipient's mailbox. */
export interface Mail {
  to: string;
  from?: string;
  subject: string;
  text: string;
  html?: string;
  /** Headers in addition to those of every mail. */
  headers?: Record<string, string>;
  /** Milliseconds since the epoch. */
  at: number;
}

/** The mailbox drops older mail, so that a load test does not fill the memory. */
const KEPT = 10_000;

/** All mail that was sent, for developers and tests to read. Nothing leaves the machine. */
export class Mailbox {
  readonly #kernel: Kernel;
  readonly #rows: Collection<Mail>;
  /** Oldest first. */
  #mails: { key: string; mail: Mail }[] = [];
  #lastKey = 0;
  /** Called for each mail that is stored. */
  listener: ((mail: Mail) => void) | undefined;

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
    this.#rows = kernel.store.collection("ses.messages");
    for (const [key, mail] of this.#rows.load()) {
      this.#mails.push({ key, mail });
      this.#lastKey = Number(key);
    }
  }

  /** Stores the mail in this synchronous block; the caller awaits durability. */
  put(mail: Mail): void {
    this.#lastKey = Math.max(this.#lastKey + 1, this.#kernel.clock.now() * 1024);
    const key = String(this.#lastKey).padStart(16, "0");
    this.#mails.push({ key, mail });
    this.#rows.put(key, mail);
    this.listener?.(mail);
    if (this.#mails.length < 2 * KEPT) return;
    for (const { key } of this.#mails.slice(0, -KEPT)) this.#rows.delete(key);
    this.#mails = this.#mails.slice(-KEPT);
  }

  newestFirst(): Mail[] {
    return this.#mails.map(({ mail }) => mail).reverse();
  }
}
