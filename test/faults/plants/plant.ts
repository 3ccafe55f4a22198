/** Wrong records that the checker of invariants has to find. */
import type { Expectations, Invariant } from "../../support/invariants.ts";
import type { StoredItem } from "../../support/tables.ts";

/** Records of the shop that plants refer to. */
export interface Scene {
  /** Ids of orders by their outcome. */
  shipped: string;
  declined: string;
  returned: string;
  /** The SKU of all orders but one. */
  sku: string;
  /** One order waits for a unit of this SKU. */
  promisedSku: string;
}

/** A record that is changed behind the shop's back. */
export interface Forgery {
  entity: string;
  /** Chooses the item to change. The default is the first item. */
  of?: (item: StoredItem, scene: Scene) => boolean;
  change: (item: StoredItem, scene: Scene) => StoredItem;
}

export interface Plant extends Forgery {
  what: string;
  /** Further records that are changed with it. */
  also?: readonly Forgery[];
  invariant: Invariant;
  given?: Expectations;
}

export const count = (item: StoredItem, name: string) => Number(item[name]);
export const ofShipped = (item: StoredItem, { shipped }: Scene) => item["orderId"] === shipped;
export const ofReturned = (item: StoredItem, { returned }: Scene) => item["orderId"] === returned;
export const ofDeclined = (item: StoredItem, { declined }: Scene) => item["orderId"] === declined;
