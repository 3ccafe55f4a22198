/**
 * Returns. Invariants:
 * - No more of an order comes back than was bought, even with concurrent requests.
 * - Received units are restocked or written off once, and refunded once.
 * - A return's change of status names the status it leaves.
 * - A return that is not at rest is due at some time: when its wait ends, or when its saga has not
 *   brought it further by then.
 * - In each status one execution works on a return, until the sweep replaces it.
 */
export { decide, receive } from "./decide.ts";
export { bookReturn, labelOf } from "./parcel-back.ts";
export { executionsOfReturns } from "./read.ts";
export { listReturns, requestReturn } from "./request.ts";
export { settle } from "./settle.ts";
export {
  completeReturn,
  flagReturn,
  lapseReturn,
  refundOnRequest,
  restockAndRequestRefund,
} from "./steps.ts";
export { sweepReturns } from "./sweep.ts";
export { type ReturnStep, takeUpReturn } from "./take-up.ts";
