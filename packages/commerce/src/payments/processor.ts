import type { Money } from "@tradewind/blueprint/language/schema";

/**
 * A card's details as they pass through once, on their way to the processor. Never stored, never
 * logged.
 */
export interface Card {
  number: string;
  expMonth: number;
  expYear: number;
  cvc: string;
  holder: string;
}

type AuthorizationResult =
  | { approved: true; authorization: string }
  | {
      approved: false;
      code: "card_declined" | "insufficient_funds" | "voided";
      /** One sentence for the customer. */
      message: string;
    };

/**
 * The platform's calls to a payment processor. Each names the payment and is idempotent by it:
 * repeated, it gives the same answer and moves no more money. Calls throw `ProcessorUnavailable`
 * when the processor did not answer or asks to try again.
 */
export interface Processor {
  /**
   * Exchanges a card for the processor's reference to it.
   * @throws payment.card_unsupported, payment.card_invalid
   */
  register(card: Card): Promise<{ instrument: string }>;
  authorize(payment: string, instrument: string, amount: Money): Promise<AuthorizationResult>;
  capture(payment: string, authorization: string, amount: Money): Promise<void>;
  /**
   * Gives the payment up: money that is set aside is released, and money that a capture with a
   * lost answer collected is given back. Nothing happens when there is none. It is final:
   * an authorisation of the payment that comes later is refused. A processor may not know that of a
   * payment it has not heard of, so the void of one whose authorisation was on its way is repeated.
   */
  void(payment: string): Promise<void>;
  /** Idempotent by payment and reference. */
  refund(payment: string, reference: string, amount: Money): Promise<void>;
}
