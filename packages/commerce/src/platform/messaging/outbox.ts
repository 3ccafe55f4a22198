import { CustomAttributeType, Entity } from "electrodb";
import * as z from "zod/mini";
import type { EventDefinition } from "@tradewind/blueprint/language/define";
import type { Context } from "../context.ts";
import { electroOptions } from "../dynamodb/options.ts";
import { inCommerceTable } from "../dynamodb/tables.ts";
import { asWrite, type TransactionWrite } from "../dynamodb/transaction.ts";
import { DAY_SECONDS } from "../time.ts";

/**
 * As long as Step Functions keeps the history of an execution, so that both show in the timeline.
 */
const KEEP_DAYS = 90;

/** An event as it was published. */
export interface Published {
  id: string;
  type: string;
  version: number;
  time: string;
  actor: Context["actor"];
  correlationId: string;
  causationId: string;
  data: unknown;
}

/**
 * One event, whole: written in the transaction of its change, then published from the table's
 * stream. Events about an order are stored under the order's id.
 */
const Outbox = new Entity(
  {
    model: { service: "tradewind", entity: "outbox", version: "1" },
    attributes: {
      subject: { type: "string", required: true },
      eventId: { type: "string", required: true },
      /** The region it was written in, whose pipe publishes it. */
      region: { type: "string", required: true },
      event: { type: CustomAttributeType<Published>("any"), required: true },
      expiresAt: { type: "number", required: true },
    },
    indexes: {
      primary: {
        pk: { field: "pk", composite: ["subject"], casing: "none" },
        // Event ids are ULIDs: sorted by id is sorted by time.
        sk: { field: "sk", composite: ["eventId"], casing: "none" },
      },
    },
  },
  inCommerceTable(),
);

/** Schemas by definition; each is built when its first event is published. */
const schemas = new Map<EventDefinition, z.ZodMiniType>();

/** Parses the data with the schema that every subscriber uses, so that no event fails there. */
function parseData<Data extends z.ZodMiniType>(
  definition: EventDefinition<string, Data>,
  data: z.output<Data>,
): unknown {
  let schema = schemas.get(definition);
  if (!schema) schemas.set(definition, (schema = definition.data()));
  const result = z.safeParse(schema, data);
  if (result.success) return result.data;
  const { type, version } = definition;
  throw new Error(`The data of the event ${type}, version ${version}, is wrong.`, { cause: result.error });
}

/**
 * Builds the write that publishes an event with its transaction.
 * @throws Error when the data does not match the event's schema
 */
export function publishWrite<Data extends z.ZodMiniType>(
  ctx: Context,
  definition: EventDefinition<string, Data>,
  data: z.output<Data>,
): TransactionWrite {
  const eventId = ctx.ids.next("evt");
  const now = ctx.clock.now();
  return asWrite(
    Outbox.create({
      subject: subjectOf(data) ?? eventId,
      eventId,
      region: homeRegion(),
      event: {
        id: eventId,
        type: definition.type,
        version: definition.version,
        time: new Date(now).toISOString(),
        actor: ctx.actor,
        correlationId: ctx.correlationId,
        causationId: ctx.causationId,
        data: parseData(definition, data),
      },
      expiresAt: Math.floor(now / 1000) + KEEP_DAYS * DAY_SECONDS,
    }),
  );
}

/** The region of the function; an event of no region would never be published. */
function homeRegion(): string {
  const region = process.env["AWS_REGION"];
  if (!region) throw new Error("AWS_REGION is not set: no pipe would publish the event.");
  return region;
}

const subjectOf = (data: unknown): string | undefined => (data as { orderId?: string }).orderId;

/** All events between two ISO times, in no order. Reads the whole table. */
export async function* eventsBetween(from: string, to: string, type?: string): AsyncGenerator<Published> {
  let cursor: string | null = null;
  do {
    const page: { data: { event: Published }[]; cursor: string | null } = await Outbox.scan
      .where(({ event }, { between, eq }) =>
        [between(event.time, from, to), ...(type ? [eq(event.type, type)] : [])].join(" AND "),
      )
      .go({ ...electroOptions, cursor });
    for (const { event } of page.data) yield event;
    ({ cursor } = page);
  } while (cursor !== null);
}

/** The events about an order, oldest first. */
export async function eventsAbout(orderId: string): Promise<Published[]> {
  const { data } = await Outbox.query.primary({ subject: orderId }).go({ ...electroOptions, pages: "all" });
  return data.map(({ event }) => event);
}
