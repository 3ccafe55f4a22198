import { Entity } from "electrodb";
import { MESSAGE_DAYS } from "@tradewind/blueprint/ground/limits";
import type { Context } from "../context.ts";
import { electroOptions } from "../dynamodb/options.ts";
import { inCommerceTable } from "../dynamodb/tables.ts";
import { DAY_SECONDS, isoNow } from "../time.ts";

/** Archives and redrives of EventBridge may repeat an event; queues keep messages less long. */
const KEEP_DAYS = MESSAGE_DAYS + 1;
/** The time since which consumers surely recognise the events that they have handled. */
export const rememberedSince = ({ clock }: Pick<Context, "clock">): string =>
  new Date(clock.now() - (KEEP_DAYS - 1) * DAY_SECONDS * 1000).toISOString();

/** After this time, another run takes over the work of a consumer that died. */
const LEASE_MS = 60_000;

const Inbox = new Entity(
  {
    model: { service: "tradewind", entity: "inbox", version: "1" },
    attributes: {
      consumer: { type: "string", required: true },
      eventId: { type: "string", required: true },
      state: { type: ["started", "done"] as const, required: true },
      leaseUntil: { type: "number", required: true },
      doneAt: { type: "string" },
      expiresAt: { type: "number", required: true },
    },
    indexes: {
      primary: {
        pk: { field: "pk", composite: ["consumer", "eventId"], casing: "none" },
        sk: { field: "sk", composite: [], casing: "none" },
      },
    },
  },
  inCommerceTable(),
);

/** Another run handles the event right now; the queue delivers the message again. */
class InProgress extends Error {
  override readonly name = "EventInProgress";
}

/**
 * Runs `work` once for this consumer and event, however often the event arrives. If the process
 * dies after `work` and before the record, `work` runs again; so `work` must be repeatable.
 */
export async function once(
  ctx: Context,
  consumer: string,
  eventId: string,
  work: () => Promise<void>,
): Promise<void> {
  const now = ctx.clock.now();
  const claim = await Inbox.put({
    consumer,
    eventId,
    state: "started",
    leaseUntil: now + LEASE_MS,
    expiresAt: Math.floor(now / 1000) + KEEP_DAYS * DAY_SECONDS,
  })
    .where(
      ({ state, leaseUntil }, { notExists, eq, lt }) =>
        `${notExists(state)} OR (${eq(state, "started")} AND ${lt(leaseUntil, now)})`,
    )
    .go({ ...electroOptions, returnOnConditionCheckFailure: "all_old" });
  if (claim.rejected) {
    if (claim.data?.state === "done") return;
    throw new InProgress(`${consumer} is handling ${eventId}`);
  }
  await work();
  await Inbox.patch({ consumer, eventId })
    .set({ state: "done", doneAt: isoNow(ctx) })
    .go({ ...electroOptions, response: "none" });
}

/**
 * The events of this list that a consumer has begun or finished, with the time it finished. Records
 * expire after 15 days.
 */
export async function handledEvents(
  consumer: string,
  eventIds: readonly string[],
): Promise<{ eventId: string; doneAt?: string | undefined }[]> {
  if (eventIds.length === 0) return [];
  const { data } = await Inbox.get(eventIds.map((eventId) => ({ consumer, eventId }))).go(electroOptions);
  return data.map(({ eventId, doneAt }) => ({ eventId, doneAt }));
}
