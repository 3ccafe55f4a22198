/**
 * Webhooks for merchants. Invariants:
 * - A secret is shown once and stored nowhere.
 * - Nothing is sent to an address that is not public.
 * - An event is one delivery per webhook, with the same id and body at each attempt, so that a
 * receiver can recognise it.
 */
export { deliver } from "./deliver.ts";
export { deliveriesOf } from "./deliveries.ts";
export { fanOut, redeliver } from "./fan-out.ts";
export { create, deliveries, list, remove } from "./manage.ts";
export { typesAskedFor } from "./registry.ts";
