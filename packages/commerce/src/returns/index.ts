/**
 * Returns. Invariants:
 * - No more of an order comes back than was bought, even with concurrent requests.
 * - Received units are restocked or written off once, and refunded once.
 * - A return's change of status names the status it leaves.
 * - A return that is not at rest is due at some time: then its saga has moved on, or is replaced.
 */
export { decide, receive } from "./decide.ts";
export { bookReturn, labelOf } from "./parcel-back.ts";
export { executionsOfReturns } from "./read.ts";
export { listReturns, requestReturn } from "./request.ts";
export { settle } from "./settle.ts";
export {
  awaitReturn,
  completeReturn,
  flagReturn,
  lapseReturn,
  type ReturnStep,
  refundOnRequest,
  restockAndRequestRefund,
  takeUpReturn,
} from "./steps.ts";
export { sweepReturns } from "./sweep.ts";
