/**
 * Shipping rates and shipments. Invariants:
 * - An order has one shipment, however often it is scheduled.
 * - A scan counts once, whenever it arrives.
 * - A parcel's status never goes back.
 */
export { type ParcelScan, readScan } from "./carrier-events.ts";
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
