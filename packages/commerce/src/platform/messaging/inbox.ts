import { isoNow, DAY_SECONDS } from "../time.ts";
import { electroOptions } from "../dynamodb/options.ts";
import { Entity } from "electrodb";
import type { Context } from "../context.ts";
import { inCommerceTable } from "../dynamodb/tables.ts";

/** EventBridge archives and redrives may bring an event back; longer than queues keep messages (14 days). */
const KEEP_DAYS = 15;
/** A consumer that died in mid-work is taken over after this long. */
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

/** Somebody else is handling the event right now; the queue brings it again. */
class InProgress extends Error {
  override readonly name = "EventInProgress";
}

/**
 * Runs `work` once in effect for this consumer and event, however often the event arrives. If the process dies between the
 * work and its record, the work is done again: it must bear that, as any effect outside the database.
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

/** Which of these events a consumer has dealt with or begun to, and when; it forgets after some time. */
export async function handled(
  consumer: string,
  eventIds: readonly string[],
): Promise<{ eventId: string; doneAt?: string | undefined }[]> {
  if (eventIds.length === 0) return [];
  const { data } = await Inbox.get(eventIds.map((eventId) => ({ consumer, eventId }))).go(electroOptions);
  return data.map(({ eventId, doneAt }) => ({ eventId, doneAt }));
}
