/**
 * Events leave through the outbox: the change and its event commit in one transaction, and the
 * table's stream publishes the event. Events arrive at least once; `once` makes a consumer's effect
 * happen once per event.
 */
export { deferRetry } from "./defer.ts";
export { handledEvents, once, rememberedSince } from "./inbox.ts";
export { eventsAbout, eventsBetween, type Published, publishWrite } from "./outbox.ts";
