/**
 * The steps of the order's saga, each with its undo; `workflows/order-saga.ts` puts them in order.
 */
export { authorizePayment, refundPayment } from "./authorize-payment.ts";
export { awaitStock, resume } from "./await-stock.ts";
export { capturePayment } from "./capture-payment.ts";
export { carrierReported } from "./carrier-reports.ts";
export { commitStock } from "./commit-stock.ts";
export { type Failure, failOrder } from "./fail-order.ts";
export { flagForAttention } from "./flag-for-attention.ts";
export { interrupt } from "./interrupt.ts";
export { parcelSeen } from "./parcel-seen.ts";
export { releaseStock, reserveStock } from "./reserve-stock.ts";
export { scheduleDelivery } from "./schedule-delivery.ts";
export { serveWaiting } from "./serve-waiting.ts";
export { sweep } from "./sweep.ts";
export { sweepStock } from "./sweep-stock.ts";
