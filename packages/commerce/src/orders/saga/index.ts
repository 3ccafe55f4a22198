/**
 * The steps of the order's saga, each with its undo; `workflows/order-saga.ts` puts them in order.
 */
export { carrierReported } from "./carrier-reports.ts";
export { failOrder } from "./fail-order.ts";
export { failureOf, type Why } from "./failure.ts";
export { takeUp } from "./lease.ts";
export { takeBackUnitsWrites } from "./left-undone.ts";
export { moveOn, parcelSeen } from "./parcel-seen.ts";
export { postponeOrder } from "./postpone-order.ts";
export { processPayment, refundPayment } from "./process-payment.ts";
export { releaseStock, reserveStock } from "./reserve-stock.ts";
export { cancelDelivery, scheduleDelivery } from "./schedule-delivery.ts";
export { serveWaiting } from "./serve-waiting.ts";
export { sweep } from "./sweep.ts";
export { sweepRefunds } from "./sweep-refunds.ts";
export { sweepStock } from "./sweep-stock.ts";
export { undoByStaff } from "./undo-by-staff.ts";
export { withdrawOrder } from "./withdraw-order.ts";
