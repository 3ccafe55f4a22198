/** The record of stock changes by people: each change with its reason, and by its reference. */
import { CustomAttributeType, Entity } from "electrodb";
import type { AdjustmentReason } from "@tradewind/blueprint/areas/inventory";
import type { StockLocation } from "@tradewind/blueprint/areas/stock-locations";
import type { Context } from "../platform/context.ts";
import { refuseForeignCursor } from "../platform/dynamodb/cursor.ts";
import { electroOptions } from "../platform/dynamodb/options.ts";
import { inCommerceTable } from "../platform/dynamodb/tables.ts";
import { asWrite, type TransactionWrite } from "../platform/dynamodb/transaction.ts";
import { DomainError } from "../platform/errors.ts";
import { isoNow } from "../platform/time.ts";

/** One change by a person; never edited. */
interface Entry {
  id: string;
  reference?: string;
  location: StockLocation;
  quantity: number;
  reason: AdjustmentReason;
  note?: string;
  by: string;
  at: string;
}

const AdjustmentEntity = new Entity(
  {
    model: { service: "tradewind", entity: "stockadjustment", version: "1" },
    attributes: {
      sku: { type: "string", required: true },
      id: { type: "string", required: true },
      reference: { type: "string" },
      location: { type: CustomAttributeType<StockLocation>("string"), required: true },
      quantity: { type: "number", required: true },
      reason: { type: CustomAttributeType<AdjustmentReason>("string"), required: true },
      note: { type: "string" },
      by: { type: "string", required: true },
      at: { type: "string", required: true },
    },
    indexes: {
      primary: {
        pk: { field: "pk", composite: ["sku"], casing: "none" },
        // Ids are ULIDs: sorted by id is sorted by time.
        sk: { field: "sk", composite: ["id"], casing: "none" },
      },
    },
  },
  inCommerceTable(),
);

/** The request with a reference, and the entry that it made. */
const ReferenceEntity = new Entity(
  {
    model: { service: "tradewind", entity: "stockreference", version: "1" },
    attributes: {
      sku: { type: "string", required: true },
      reference: { type: "string", required: true },
      request: { type: "string", required: true },
      entry: { type: CustomAttributeType<Entry>("any"), required: true },
    },
    indexes: {
      primary: {
        pk: { field: "pk", composite: ["sku", "reference"], casing: "none" },
        sk: { field: "sk", composite: [], casing: "none" },
      },
    },
  },
  inCommerceTable(),
);

/** A request to change stock. The same reference must come with the same request. */
export interface ReferencedRequest {
  sku: string;
  reference?: string | undefined;
  /** Everything that the same reference has to come with again, in a fixed order. */
  request: readonly unknown[];
}

/**
 * The entry that an earlier request with the same reference made.
 * @throws stock.reference_reused
 */
export async function earlierEntry({ sku, reference, request }: ReferencedRequest) {
  if (reference === undefined) return undefined;
  const options = { ...electroOptions, consistent: true };
  const { data } = await ReferenceEntity.get({ sku, reference }).go(options);
  if (data && data.request !== JSON.stringify(request)) throw new DomainError("stock.reference_reused");
  return data?.entry;
}

/** Makes an entry, and the writes that record it; refused when the reference has one already. */
export function newEntryWrites(
  ctx: Context,
  { sku, reference, request }: ReferencedRequest,
  change: Pick<Entry, "location" | "quantity" | "reason"> & { note?: string | undefined },
): { entry: Entry; entryWrites: TransactionWrite[] } {
  const { note, ...facts } = change;
  const entry: Entry = {
    id: ctx.ids.next("adj"),
    ...(reference !== undefined && { reference }),
    ...facts,
    ...(note !== undefined && { note }),
    by: ctx.actor.id,
    at: isoNow(ctx),
  };
  const referenced = { sku, request: JSON.stringify(request), entry };
  const entryWrites = [
    asWrite(AdjustmentEntity.create({ sku, ...entry })),
    ...(reference === undefined ? [] : [asWrite(ReferenceEntity.create({ ...referenced, reference }))]),
  ];
  return { entry, entryWrites };
}

/**
 * The SKU's adjustments, newest first.
 * @throws request.invalid when the cursor is not one of ours
 */
export async function adjustments(sku: string, page: { limit: number; cursor?: string | undefined }) {
  const { data, cursor } = await AdjustmentEntity.query
    .primary({ sku })
    .go({
      ...electroOptions,
      order: "desc",
      limit: page.limit,
      ...(page.cursor ? { cursor: page.cursor } : {}),
    })
    .catch(refuseForeignCursor);
  const items = data.map(({ sku: _sku, ...entry }) => entry);
  return { items, ...(cursor ? { nextCursor: cursor } : {}) };
}
