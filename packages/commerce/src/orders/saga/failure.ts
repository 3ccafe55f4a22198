import type { FailureReason } from "@tradewind/blueprint/areas/events";
import { stepErrors } from "@tradewind/blueprint/areas/order-saga";
import type { Order } from "../entity.ts";
import { hasBeen } from "../history.ts";
import { reasonOf } from "../states.ts";
import type { StepOutcome } from "../transition.ts";
import { isExhausted } from "./course.ts";

/** Why an execution ended early: the step, its error and the order's reason. */
export interface Why {
  /** The step that failed. */
  step: string;
  reason?: FailureReason;
  /** The error of the step, as Step Functions reports it. `Cause` is JSON with `errorMessage`. */
  failure?: { Error: string; Cause?: string };
}

/** Errors with a message that is written for customers. */
const SPEAKING: ReadonlySet<string> = new Set([
  stepErrors.outOfStock,
  stepErrors.declined,
  stepErrors.carrierRefused,
]);

const FALLBACK: Record<FailureReason, string> = {
  INVENTORY_UNAVAILABLE: "The stock could not be reserved.",
  PAYMENT_FAILED: "The payment could not be made.",
  SHIPPING_FAILED: "The delivery could not be arranged.",
  PROCESSING_FAILED: "The order could not be processed.",
  CANCELLED: "The order was cancelled.",
};

/** The reason why an order fails and a sentence for the customer. */
export function failureOf(order: Order, { reason = reasonOf(order), failure }: Partial<Why> = {}) {
  return { reason, detail: spoken(failure) ?? fallback(order, reason) };
}

function fallback(order: Order, reason: FailureReason): string {
  return reason === "INVENTORY_UNAVAILABLE" && hasBeen(order, "AWAITING_STOCK")
    ? "Some items of your order did not become available in time."
    : FALLBACK[reason];
}

/** The message of the error, if it is written for customers. */
function spoken(failure: Why["failure"]): string | undefined {
  if (!failure || !SPEAKING.has(failure.Error) || !failure.Cause) return undefined;
  try {
    const { errorMessage } = JSON.parse(failure.Cause) as { errorMessage?: unknown };
    return typeof errorMessage === "string" ? errorMessage : undefined;
  } catch {
    return undefined;
  }
}

/** The failed step as an entry of the order's history. */
export const failedStep = (order: Order, { step, failure }: Why): StepOutcome => ({
  step,
  outcome: "failed",
  detail: failure?.Error ?? (isExhausted(order) ? "TriedTooOften" : "WaitedTooLong"),
});
