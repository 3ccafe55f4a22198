/**
 * S3 lists keys in the order of their UTF-8 bytes. UTF-16 order differs between surrogates and
 * U+E000 to U+FFFF.
 */
function compareKeys(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i += 1) {
    const [x, y] = [a.charCodeAt(i), b.charCodeAt(i)];
    if (x === y) continue;
    return codePointOrder(x) - codePointOrder(y);
  }
  return a.length - b.length;
}

function codePointOrder(unit: number): number {
  const surrogate = unit >= 0xd800 && unit <= 0xdfff;
  return surrogate ? unit + 0x10000 : unit;
}

/** Distinct keys in S3's order. */
export class SortedKeys {
  readonly #keys: string[] = [];

  get size(): number {
    return this.#keys.length;
  }

  at(index: number): string | undefined {
    return this.#keys[index];
  }

  /** Index of the first key that is not before `key`. */
  firstFrom(key: string): number {
    let [low, high] = [0, this.#keys.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (compareKeys(this.#keys[middle] ?? "", key) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Index of the first key that is after `key`. */
  firstAfter(key: string): number {
    const index = this.firstFrom(key);
    return this.#keys[index] === key ? index + 1 : index;
  }

  /** Index of the first key after all that begin with `prefix`. */
  firstBeyond(prefix: string): number {
    return this.firstFrom(`${prefix}\u{10FFFF}`);
  }

  add(key: string): void {
    const index = this.firstFrom(key);
    if (this.#keys[index] === key) return;
    if (index === this.#keys.length) this.#keys.push(key);
    else this.#keys.splice(index, 0, key);
  }

  delete(key: string): void {
    const index = this.firstFrom(key);
    if (this.#keys[index] === key) this.#keys.splice(index, 1);
  }
}
