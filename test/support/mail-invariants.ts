/** The mails to customers against the events that they tell of. */
import type { LocalCloud } from "@tradewind/local-cloud";
import type { OutboxItem } from "./shop-records.ts";
import { type Violation, violation } from "./violation.ts";

/** Recognises an event's mail by its subject. */
const SUBJECTS: Readonly<Record<string, RegExp>> = {
  "order.placed": /^We have (received your|placed your replacement) order/,
  "order.failed": /(could not be completed|is cancelled and refunded)$/,
  "order.awaiting_stock": /is not in stock yet$/,
  "order.restocked": /are in stock$/,
  "order.shipped": /is on its way$/,
  "order.partially_shipped": /^The first parcel of/,
  "order.delivered": /has arrived$/,
  "order.cancelled": /is cancelled$/,
  "order.return_requested": /^We have received your return request/,
  "order.return_approved": /is approved$/,
  "order.return_refused": /^We cannot accept your return/,
  "order.return_lapsed": /has expired$/,
  "order.return_received": /^We have received your return of/,
  "order.refunded": /^Your refund/,
  "order.edited": /was changed$/,
};

/** A cancellation that a person completed has the subject of any other, if it refunds nothing. */
const subjectOf = ({ type, data }: OutboxItem["event"]): string =>
  type === "order.failed" && data.reason === "CANCELLED" && (!data.refunded || data.refunding || data.kept)
    ? "order.cancelled"
    : type;

interface Allowed {
  /** The number of mails that may be sent twice. */
  repeatedMails?: number;
  /** The number of mails that failed for good, besides those in the dead-letter queue. */
  lostMails?: number;
}

/** Checks the mailbox: a customer gets one mail for each event. */
export function mails(
  cloud: LocalCloud,
  outbox: readonly OutboxItem[],
  { repeatedMails = 0, lostMails = 0 }: Allowed,
): Violation[] {
  const report = violation("a customer gets one mail for each event");
  const found: Violation[] = [];
  const subjects = cloud.ses.messages().map(({ subject }) => subject);
  const byOrder = Map.groupBy(subjects, (subject) => /ord_\w+/.exec(subject)?.[0]);
  // A mail that failed for good is a dead letter. It may be missing.
  let missing = lostMails + (cloud.sqs.queues().find(({ name }) => name === "CustomerMailDlq")?.visible ?? 0);
  let repeated = repeatedMails;
  const news = outbox.filter(({ event }) => event.data.orderId && SUBJECTS[event.type]);
  for (const [of, events] of Map.groupBy(
    news,
    ({ event }) => `${subjectOf(event)} of ${event.data.orderId}`,
  )) {
    const { event } = events[0] as OutboxItem;
    const subject = SUBJECTS[subjectOf(event)];
    const sent = (byOrder.get(event.data.orderId) ?? []).filter((one) => subject?.test(one)).length;
    repeated -= Math.max(0, sent - events.length);
    missing -= Math.max(0, events.length - sent);
    if (missing < 0 || repeated < 0) found.push(report(`${of}: ${sent} mails of ${events.length}`));
    missing = Math.max(missing, 0);
    repeated = Math.max(repeated, 0);
  }
  return found;
}
