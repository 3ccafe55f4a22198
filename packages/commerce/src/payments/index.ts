/**
 * Payments. Invariants: an order has one payment, whatever is repeated; it is captured once; what
 * is refunded never exceeds what was captured; no card number is stored, logged or put in an event.
 */
export { authorize, authorizedWrite } from "./authorize.ts";
export { capture, capturedWrite } from "./capture.ts";
export { methodOf, type PaymentMethod, spendTokenWrite, tokenRead } from "./method.ts";
export { refund } from "./refund.ts";
export { summary } from "./summary.ts";
export { tokenize } from "./tokens.ts";
export { undo } from "./undo.ts";
