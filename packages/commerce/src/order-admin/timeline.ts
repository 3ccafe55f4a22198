/** Everything that happened to an order, with time and cause. */

import { orderNeedsAttention } from "@tradewind/blueprint/areas/events";
import type { JournalEntry, TimelineEntry } from "@tradewind/blueprint/areas/order-admin";
import * as Notifications from "../notifications/index.ts";
import type { HistoryEntry } from "../orders/index.ts";
import * as Orders from "../orders/index.ts";
import { eventsAbout, type Published } from "../platform/messaging/index.ts";
import { executionsOfReturns } from "../returns/index.ts";
import { deliveriesOf } from "../webhooks/index.ts";
import { stepsOf } from "./execution-history.ts";
import { journalOf } from "./journal.ts";
import { findOrder } from "./read.ts";

/** The timeline of an order, oldest first. @throws order.not_found */
export async function timeline(orderId: string): Promise<{ correlationId: string; items: TimelineEntry[] }> {
  const [order, events, journal, returnSagas] = await Promise.all([
    findOrder(orderId),
    eventsAbout(orderId),
    journalOf(orderId),
    executionsOfReturns(orderId),
  ]);
  const [history, steps, messages] = await Promise.all([
    Orders.wholeHistory(order),
    Promise.all(returnSagas.map(stepEntries)),
    messageEntries(events.map(({ id }) => id)),
  ]);
  const items = [
    ...history.flatMap((entry) => historyEntries(entry, events)),
    ...events.map(eventEntry),
    ...journal.map(actionEntry),
    ...steps.flat(),
    ...messages,
  ];
  return {
    correlationId: order.correlationId,
    items: items.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)),
  };
}

/** A change of status and its event commit together, so the event knows the cause. */
function historyEntries(entry: HistoryEntry, events: readonly Published[]): TimelineEntry[] {
  const { status, step, by = step ?? "" } = entry;
  const type = status === "PENDING" ? "order.placed" : `order.${status?.toLowerCase()}`;
  const cause = status && events.find((event) => event.type === type)?.causationId;
  return Orders.timelineEntries(entry).map((item) => ({
    ...item,
    by,
    ...(item.kind === "status" && cause && { cause }),
  }));
}

function eventEntry({ id, type, time, actor, causationId, data }: Published): TimelineEntry {
  // Nothing else tells staff why they were called.
  const why = type === orderNeedsAttention.type ? `: ${(data as { detail: string }).detail}` : "";
  return { at: time, kind: "event", name: type, detail: `${id}${why}`, by: actor.id, cause: causationId };
}

const actionEntry = ({ at, by, action, detail }: JournalEntry): TimelineEntry => ({
  at,
  kind: "action",
  name: action,
  detail,
  by,
});

async function stepEntries(execution: string): Promise<TimelineEntry[]> {
  return (await stepsOf(execution)).map((step) => {
    const { at, name, outcome, failure } = step;
    const detail = failure && { detail: [failure.error, failure.cause].filter(Boolean).join(": ") };
    return { at, kind: step.kind, name, outcome, ...detail, cause: execution };
  });
}

/** Mails to the customer and webhooks to merchants, by the events that caused them. */
async function messageEntries(eventIds: readonly string[]): Promise<TimelineEntry[]> {
  const [mails, webhooks] = await Promise.all([Notifications.mailsOf(eventIds), deliveriesOf(eventIds)]);
  return [
    ...mails.map(
      ({ eventId, at }): TimelineEntry => ({
        at,
        kind: "message",
        name: "mail",
        outcome: "succeeded",
        cause: eventId,
      }),
    ),
    ...webhooks.map(
      ({ eventId, webhookId, at, state }): TimelineEntry => ({
        at,
        kind: "message",
        name: "webhook",
        outcome: state,
        detail: webhookId,
        cause: eventId,
      }),
    ),
  ];
}
