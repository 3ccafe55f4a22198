/**
 * Shipping: what delivery costs, and what leaves the house for an order. Invariants: an order has one shipment, however
 * often it is scheduled; a scan counts once, whenever it arrives; a parcel never goes back on its way.
 */
export { type Seen, seenIn } from "./carrier-events.ts";
export type { Shipment } from "./entity.ts";
export { returnLabel } from "./labels.ts";
export { quote, shippingOptions } from "./rates.ts";
export { schedule, scheduleReturn } from "./schedule.ts";
export {
  allReached,
  anyReached,
  applyScan,
  redirect,
  repack,
  shipmentOf,
  shipmentWrite,
  waitUnder,
} from "./shipment.ts";
export { labels, tracking } from "./tracking.ts";
export type { Destination } from "./zones.ts";
