/**
 * The journal of an order: actions of staff, for its timeline. An entry is written in the
 * transaction of its action. The audit log, by contrast, records the calls of routes.
 */

import { CustomAttributeType, Entity } from "electrodb";
import type { JournalEntry } from "@tradewind/blueprint/areas/order-admin";
import type { Context } from "../platform/context.ts";
import { electroOptions } from "../platform/dynamodb/options.ts";
import { inCommerceTable } from "../platform/dynamodb/tables.ts";
import { asWrite, type TransactionWrite } from "../platform/dynamodb/transaction.ts";
import { isoNow } from "../platform/time.ts";

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

/** Makes the entry of an action by the caller, and its write. */
export function journalEntryWrite(ctx: Context, orderId: string, action: Action, detail: string) {
  const id = ctx.ids.next("jrn");
  const entry: JournalEntry = {
    id,
    at: isoNow(ctx),
    by: ctx.actor.id,
    action,
    detail,
  };
  const { id: entryId, ...facts } = entry;
  const write: TransactionWrite = asWrite(JournalEntity.create({ orderId, entryId, ...facts }));
  return { entry, write };
}

/** The journal of an order, oldest first. */
export async function journalOf(orderId: string): Promise<JournalEntry[]> {
  const { data } = await JournalEntity.query
    .primary({ orderId })
    .go({ ...electroOptions, consistent: true, pages: "all" });
  return data.map(({ entryId: id, at, by, action, detail }) => ({ id, at, by, action, detail }));
}
