import type { AttributeValue } from "../../../../packages/local-cloud/src/kernel/attribute-value.ts";

export type Item = Record<string, AttributeValue>;

/** The reference model of a table: a map from key to item, read by full scans. */
export class ModelTable {
  readonly items = new Map<string, Item>();

  get(pk: string, sk: string): Item | undefined {
    return this.items.get(JSON.stringify([pk, sk]));
  }

  put(item: Item): void {
    this.items.set(JSON.stringify([text(item["pk"]), text(item["sk"])]), item);
  }

  delete(pk: string, sk: string): void {
    this.items.delete(JSON.stringify([pk, sk]));
  }

  /** Items of a partition by sort key, as bytes. */
  partition(pk: string): Item[] {
    return [...this.items.values()]
      .filter((item) => text(item["pk"]) === pk)
      .sort((a, b) => Buffer.compare(Buffer.from(text(a["sk"])), Buffer.from(text(b["sk"]))));
  }

  /** Items that have both keys of the index on group and rank, by rank. */
  group(group: string): Item[] {
    return [...this.items.values()]
      .filter((item) => text(item["group"]) === group && number(item["rank"]) !== undefined)
      .sort((a, b) => (number(a["rank"]) ?? 0) - (number(b["rank"]) ?? 0));
  }
}

export function text(value: AttributeValue | undefined): string {
  return value && "S" in value ? value.S : "";
}

export function number(value: AttributeValue | undefined): number | undefined {
  return value && "N" in value ? Number(value.N) : undefined;
}
