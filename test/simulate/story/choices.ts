import type { Random } from "@tradewind/local-cloud";

/** Choices of one person in the story. */
export class Choices {
  readonly #random: Random;

  constructor(random: Random) {
    this.#random = random;
  }

  happens(probability: number): boolean {
    return this.#random.next() < probability;
  }

  pick<T>(choices: readonly T[]): T {
    return choices[Math.floor(this.#random.next() * choices.length)] as T;
  }

  between(least: number, most: number): number {
    return least + this.#random.next() * (most - least);
  }

  /** A whole number from 1 to `most`. */
  upTo(most: number): number {
    return 1 + Math.floor(this.#random.next() * most);
  }

  /** A time in which each power of ten is as probable: moments, minutes or days. */
  anyTime(least: number, most: number): number {
    return least * (most / least) ** this.#random.next();
  }
}
