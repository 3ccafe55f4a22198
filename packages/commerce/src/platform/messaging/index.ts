/**
 * Events leave through the outbox: the change and the event commit in one transaction, the stream publishes it. They arrive
 * at least once: `once` makes a consumer's effect happen once per event.
 */
export { deferring } from "./defer.ts";
export { handled, once } from "./inbox.ts";
export { eventsAbout, eventsBetween, publishWrite, type Published } from "./outbox.ts";
