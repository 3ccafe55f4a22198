/** Units that are nowhere, twice, or promised in vain. */
import { count, ofShipped, type Plant } from "./plant.ts";

export const stockPlants: readonly Plant[] = [
  {
    what: "a unit from nowhere",
    entity: "stocklot",
    change: (lot) => ({ ...lot, available: count(lot, "available") + 1 }),
    invariant: "stock is conserved",
  },
  {
    what: "more sold units than there were",
    entity: "stocklot",
    change: (lot) => ({ ...lot, available: -1, sold: count(lot, "stocked") + 1 }),
    invariant: "stock is conserved",
  },
  {
    what: "reserved units that nobody holds",
    entity: "stocklot",
    change: (lot) => ({ ...lot, available: count(lot, "available") - 1, reserved: 1 }),
    invariant: "stock is conserved",
  },
  {
    what: "a hold of an order that has shipped",
    entity: "stocklot",
    change: (lot, { shipped }) => ({
      ...lot,
      available: count(lot, "available") - 1,
      reserved: 1,
      holds: { [shipped]: { quantity: 1, until: 0 } },
    }),
    invariant: "a reservation does not outlive its order",
  },
  {
    what: "a sold unit that is for sale again",
    entity: "stocklot",
    change: (lot) => ({ ...lot, available: count(lot, "available") + 1, sold: count(lot, "sold") - 1 }),
    invariant: "sold units match paid orders",
  },
  {
    what: "a unit that is in the house and on no book",
    entity: "stocklot",
    of: (lot) => count(lot, "available") > 0,
    change: (lot) => ({
      ...lot,
      stocked: count(lot, "stocked") - 1,
      available: count(lot, "available") - 1,
    }),
    invariant: "units in the house are on the books",
  },
  {
    what: "a promise above the limit",
    entity: "stocklot",
    of: (lot) => lot["location"] === "incoming",
    change: (lot) => ({ ...lot, stocked: count(lot, "stocked") + 1, sold: count(lot, "sold") + 1 }),
    invariant: "promises stay within the limit",
  },
  {
    what: "units in stock for an order that still waits",
    entity: "stocklot",
    of: (lot, { promisedSku }) => lot["listed"] === promisedSku,
    change: (lot) => ({ ...lot, stocked: 1, available: 1 }),
    invariant: "no unit is idle while an order waits for it",
  },
  {
    what: "a waiting record of an order that has ended",
    entity: "waiting",
    change: (waiting, { declined }) => ({ ...waiting, orderId: declined }),
    invariant: "every waiting order is recorded, and no other",
  },
  {
    what: "units that an undo did not give back",
    entity: "order",
    of: ({ stockReturned }) => stockReturned !== undefined,
    change: (order) => ({ ...order, stockReturned: 0 }),
    invariant: "an undone order keeps no units",
  },
  {
    what: "a unit on sale whose parcel left, though a person was told that it is sold again",
    entity: "order",
    of: ofShipped,
    change: (order) => ({ ...order, status: "CANCELLED", stockReturned: 1 }),
    also: [
      {
        entity: "stocklot",
        of: (lot, { sku }) => lot["sku"] === sku,
        change: (lot) => ({ ...lot, available: count(lot, "available") + 1, sold: count(lot, "sold") - 1 }),
      },
      {
        entity: "outbox",
        of: ({ event }, { shipped }) => (event as { data: { orderId?: string } }).data.orderId === shipped,
        change: (item, { shipped }) => ({
          ...item,
          event: {
            type: "order.needs_attention",
            data: { orderId: shipped, detail: "Its units are sold again." },
          },
        }),
      },
    ],
    invariant: "units in the house are on the books",
  },
];
