/**
 * Payments. Invariants:
 * - An order has one payment, despite repeats, and it is captured once.
 * - All refunds, asked or made, never exceed what was captured.
 * - A customer is told of a refund when the processor has confirmed it, and an asked refund is
 *   asked for until it is made or a person is called.
 * - No card number is stored, logged or put in an event.
 */
export { authorize, authorizedWrite } from "./authorize.ts";
export { capture, capturedWrite } from "./capture.ts";
export { methodOf, type PaymentMethod, spendTokenWrite, tokenRead } from "./method.ts";
export { askedRefundWrites, type RefundRequest, refund, requestRefund } from "./refund.ts";
export { creditReference, editReference, type RefundState } from "./rules.ts";
export { findRefund, refundedBesidesEdits, summary } from "./summary.ts";
export { sweepRefunds } from "./sweep.ts";
export { tokenize } from "./tokens.ts";
export { type GivenBack, undo } from "./undo.ts";
