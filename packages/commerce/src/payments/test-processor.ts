import { stepErrors } from "@tradewind/blueprint/areas/order-saga";
import { DomainError, StepError } from "../platform/errors.ts";
import type { Processor } from "./processor.ts";

/**
 * The built-in processor: moves no money, and answers by the card's well-known test number.
 * https://docs.stripe.com/testing
 */
const TEST_CARDS: Readonly<Record<string, Behaviour>> = {
  "4242424242424242": "approved",
  "4000000000000002": "declined",
  "4000000000009995": "insufficient-funds",
  "4000000000000119": "unavailable",
};

type Behaviour = "approved" | "declined" | "insufficient-funds" | "unavailable";

/** Payments that this process was asked to give up. */
const voided = new Set<string>();

/** Deterministic by payment and instrument, so that a repeated call gives the same answer. */
export const testProcessor: Processor = {
  register: async ({ number }) => {
    const behaviour = TEST_CARDS[number];
    if (!behaviour) {
      throw new DomainError("payment.card_unsupported", {
        violations: [{ pointer: "/body/number", detail: "Not one of the test cards" }],
      });
    }
    return { instrument: `test_${behaviour}` };
  },

  authorize: async (payment, instrument) => {
    if (voided.has(payment))
      return { approved: false, code: "voided", message: "The payment was cancelled." };
    switch (instrument) {
      case "test_approved":
        return { approved: true, authorization: `auth_${payment}` };
      case "test_declined":
        return { approved: false, code: "card_declined", message: "The card was declined." };
      case "test_insufficient-funds":
        return { approved: false, code: "insufficient_funds", message: "The card has insufficient funds." };
      default:
        throw new StepError(
          stepErrors.processorUnavailable,
          "The processor could not process the card; try again.",
        );
    }
  },

  capture: async () => {},
  void: async (payment) => {
    voided.add(payment);
  },
  refund: async () => {},
};
