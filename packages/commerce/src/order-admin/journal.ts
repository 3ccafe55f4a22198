/**
 * What staff did to an order, for its timeline: written in the transaction of the deed. Who called which route, whatever came of
 * it, is in the audit log.
 */
import type { JournalEntry } from "@tradewind/blueprint/order-admin";
import { CustomAttributeType, Entity } from "electrodb";
import type { Context } from "../context.ts";
import { plain } from "../storage/options.ts";
import { inCommerceTable } from "../storage/tables.ts";
import { part, type TransactionPart } from "../storage/transaction.ts";

type Action = JournalEntry["action"];

const JournalEntity = new Entity(
  {
    model: { service: "tradewind", entity: "orderjournal", version: "1" },
    attributes: {
      orderId: { type: "string", required: true },
      entryId: { type: "string", required: true },
      at: { type: "string", required: true },
      by: { type: "string", required: true },
      action: { type: CustomAttributeType<Action>("string"), required: true },
      detail: { type: "string", required: true },
    },
    indexes: {
      primary: {
        pk: { field: "pk", composite: ["orderId"], casing: "none" },
        // Ids are ULIDs: sorted by id is sorted by time.
        sk: { field: "sk", composite: ["entryId"], casing: "none" },
      },
    },
  },
  inCommerceTable(),
);

/** The entry of a deed by the caller, and its write. */
export function written(ctx: Context, orderId: string, action: Action, detail: string) {
  const id = ctx.ids.next("jrn");
  const entry: JournalEntry = {
    id,
    at: new Date(ctx.clock.now()).toISOString(),
    by: ctx.actor.id,
    action,
    detail,
  };
  const { id: entryId, ...facts } = entry;
  const write: TransactionPart = part(JournalEntity.create({ orderId, entryId, ...facts }));
  return { entry, write };
}

/** By time. */
export async function journalOf(orderId: string): Promise<JournalEntry[]> {
  const { data } = await JournalEntity.query
    .primary({ orderId })
    .go({ ...plain, consistent: true, pages: "all" });
  return data.map(({ entryId: id, at, by, action, detail }) => ({ id, at, by, action, detail }));
}
