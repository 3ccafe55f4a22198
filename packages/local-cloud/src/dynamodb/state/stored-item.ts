import type { Attributes } from "../values/attributes.ts";
import type { Entry } from "./partitions.ts";
import type { Location } from "./schema.ts";

/**
 * One item of a table. Its key never changes. Its content is replaced as a whole, never changed in
 * place.
 */
export class StoredItem implements Entry, Location {
  readonly partition: string;
  readonly range: string;
  attributes: Attributes;
  /** Bytes, attribute names included. */
  size: number;

  constructor(location: Location, attributes: Attributes, size: number) {
    this.partition = location.partition;
    this.range = location.range;
    this.attributes = attributes;
    this.size = size;
  }

  get tie(): number {
    return 0;
  }

  get item(): this {
    return this;
  }
}
