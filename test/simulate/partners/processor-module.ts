/** Bundled in place of `payments/test-processor.ts`. */
import { stepErrors } from "@tradewind/blueprint/areas/order-saga";
import { StepError } from "@tradewind/commerce/platform/errors";
import type { Processor } from "../../../packages/commerce/src/payments/processor.ts";
import { partners } from "./partners.ts";

const MESSAGES = {
  card_declined: "The card was declined.",
  insufficient_funds: "The card has insufficient funds.",
  voided: "The payment was cancelled before.",
};

function answered<A extends string>(answer: A | "unanswered"): A {
  if (answer === "unanswered")
    throw new StepError(stepErrors.processorUnavailable, "The processor did not answer.");
  return answer;
}

function accepted(answer: "done" | "refused" | "unanswered"): void {
  if (answered(answer) === "refused") throw new StepError(stepErrors.declined, "The processor refused.");
}

export const testProcessor: Processor = {
  register: async ({ number }) => ({ instrument: number }),
  async authorize(payment, instrument, { amount }) {
    const answer = answered(await partners().processor.authorize(payment, instrument, amount));
    return answer === "approved"
      ? { approved: true, authorization: `auth_${payment}` }
      : { approved: false, code: answer, message: MESSAGES[answer] };
  },
  capture: async (payment, _authorization, { amount }) =>
    accepted(await partners().processor.capture(payment, amount)),
  void: async (payment) => accepted(await partners().processor.void(payment)),
  refund: async (payment, reference, { amount }) =>
    accepted(await partners().processor.refund(payment, reference, amount)),
};
