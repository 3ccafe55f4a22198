/**
 * Webhooks for merchants. Invariants: a secret is shown once and stored nowhere; nothing is sent to an address that is not
 * public; an event is one delivery for a webhook, with the same id and body at each attempt, so that a receiver can tell.
 */
export { deliver } from "./deliver.ts";
export { deliveriesOf } from "./deliveries.ts";
export { fanOut, redeliver } from "./fan-out.ts";
export { create, deliveries, list, remove } from "./manage.ts";
