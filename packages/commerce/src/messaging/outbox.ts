import type { EventDefinition } from "@tradewind/blueprint/define";
import type * as z from "zod/mini";
import { Entity } from "electrodb";
import type { Context } from "../context.ts";
import { inCommerceTable } from "../storage/tables.ts";
import { part, type TransactionPart } from "../storage/transaction.ts";

const KEEP_DAYS = 7;
const DAY_SECONDS = 24 * 60 * 60;

/** One published event, whole: written in the transaction of the change it tells of, then read from the table's stream. */
const Outbox = new Entity(
  {
    model: { service: "tradewind", entity: "outbox", version: "1" },
    attributes: {
      eventId: { type: "string", required: true },
      event: { type: "any", required: true },
      expiresAt: { type: "number", required: true },
    },
    indexes: {
      primary: {
        pk: { field: "pk", composite: ["eventId"], casing: "none" },
        sk: { field: "sk", composite: [], casing: "none" },
      },
    },
  },
  inCommerceTable(),
);

/** The event as part of a transaction. */
export function publish<Data extends z.ZodMiniType>(
  ctx: Context,
  definition: EventDefinition<string, Data>,
  data: z.output<Data>,
): TransactionPart {
  const eventId = ctx.ids.next("evt");
  const now = ctx.clock.now();
  return part(
    Outbox.create({
      eventId,
      event: {
        id: eventId,
        type: definition.type,
        version: definition.version,
        time: new Date(now).toISOString(),
        actor: ctx.actor,
        correlationId: ctx.correlationId,
        causationId: ctx.causationId,
        data,
      },
      expiresAt: Math.floor(now / 1000) + KEEP_DAYS * DAY_SECONDS,
    }),
  );
}
