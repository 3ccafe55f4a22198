/**
 * Shipping rates and shipments. Invariants:
 * - An order has one shipment, however often it is scheduled; each parcel keeps its number.
 * - A scan counts once, and any order of arrival leads to the same shipment.
 * - A parcel never goes back to an earlier milestone.
 * - A parcel that cannot be delivered, or leaves although it was cancelled, calls a person once.
 */
export { alertWrites } from "./alerts.ts";
export { cancel, cancelRest } from "./cancel.ts";
export type { Cancellation } from "./carrier.ts";
export { type ParcelScan, readScan } from "./carrier-events.ts";
export type { Shipment } from "./entity.ts";
export { returnLabel } from "./labels.ts";
export { quote, shippingOptions } from "./rates.ts";
export { book, scheduleReturn, shipmentPlanWrite } from "./schedule.ts";
export {
  allReached,
  anyReached,
  applyScan,
  hasLeft,
  nothingHasLeftWrite,
  redirect,
  repack,
  shipmentOf,
  shipmentWrite,
} from "./shipment.ts";
export { labels, tracking } from "./tracking.ts";
export type { Destination } from "./zones.ts";
