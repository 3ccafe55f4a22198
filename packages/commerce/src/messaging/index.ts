/**
 * Events leave through the outbox: the change and the event commit in one transaction, the stream publishes it. They arrive
 * at least once: `once` makes a consumer's effect happen once per event.
 */
export { deferring } from "./defer.ts";
export { once } from "./inbox.ts";
export { publish } from "./outbox.ts";
