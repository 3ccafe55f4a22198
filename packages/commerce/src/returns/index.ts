/**
 * Returns. Invariants: no more of an order comes back than was bought, whatever is asked at the same time; what has come is
 * restocked or written off once, and refunded once; a return's change of state names the state it leaves.
 */
export { decide, receive } from "./decide.ts";
export { executionsOfReturns } from "./read.ts";
export { listReturns, requestReturn } from "./request.ts";
export { bookReturn, labelOf } from "./parcel-back.ts";
export { settle } from "./settle.ts";
export {
  awaitReturn,
  completeReturn,
  flagReturn,
  lapseReturn,
  refundAsAsked,
  restockThenAsk,
  type ReturnStep,
} from "./steps.ts";
