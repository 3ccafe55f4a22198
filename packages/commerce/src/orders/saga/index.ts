/** The steps of the order's saga, which `workflows/order-saga.ts` puts in order. */
export { carrierReported } from "./carrier-reports.ts";
export {
  authorizePayment,
  capturePayment,
  commitStock,
  reserveStock,
  scheduleDelivery,
} from "./forward.ts";
export { sweep } from "./sweep.ts";
export { sweepStock } from "./sweep-stock.ts";
export { interrupt, parcelSeen } from "./signals.ts";
export { awaitStock, resume, serveWaiting } from "./waiting.ts";
export { type Failure, failOrder, flagForAttention, refundPayment, releaseStock } from "./undo.ts";
