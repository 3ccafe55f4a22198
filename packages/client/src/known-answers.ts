/** An answer that is kept with its entity tag. */
interface Known {
  tag: string;
  /** The JSON, so that each caller gets objects of its own. */
  text: string;
}

const MOST_KEPT = 50;

/**
 * The newest answers that have an entity tag. Whoever asks again for an order gets the kept answer,
 * unless the order has changed.
 */
export class KnownAnswers {
  readonly #known = new Map<string, Known>();

  get(url: string): Known | undefined {
    return this.#known.get(url);
  }

  keep(url: string, known: Known): void {
    this.#known.delete(url);
    this.#known.set(url, known);
    const [oldest] = this.#known.keys();
    if (this.#known.size > MOST_KEPT && oldest !== undefined) this.#known.delete(oldest);
  }

  /** Another person may have signed in. */
  forget(): void {
    this.#known.clear();
  }
}
