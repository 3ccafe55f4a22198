import { type BookedPayment, keptOf } from "../../support/processor-invariants.ts";
import { CARDS } from "../../support/shop.ts";
import type { PartnerLine } from "./partner-line.ts";

type Payment = BookedPayment & { refunds: Map<string, number> };

const REFUSING = new Map<string, "card_declined" | "insufficient_funds">([
  [CARDS.declined, "card_declined"],
  [CARDS.insufficientFunds, "insufficient_funds"],
]);

/** So many authorisations take so long that their orders may be cancelled meanwhile. */
const STUCK_AUTHORISATIONS = 0.1;
/** So many requests to refund are lost. Each refund is asked for until it is made. */
const LOST_REFUNDS = 0.2;

/** A processor with books of its own, which knows nothing of the shop's. */
export class SimulatedProcessor {
  readonly books = new Map<string, Payment>();
  readonly #line: PartnerLine;

  constructor(line: PartnerLine) {
    this.#line = line;
  }

  authorize(payment: string, instrument: string, amount: number) {
    const carryOut = () => {
      if (instrument === CARDS.processorTimeout) return "unanswered" as const;
      const refusal = REFUSING.get(instrument);
      if (refusal) return refusal;
      const known = this.books.get(payment);
      if (known?.voided) return "voided" as const;
      if (!known)
        this.books.set(payment, { authorized: amount, captured: 0, voided: false, refunds: new Map() });
      return "approved" as const;
    };
    return this.#line.call(`authorize ${payment}`, carryOut, { stuck: STUCK_AUTHORISATIONS });
  }

  capture(payment: string, amount: number) {
    return this.#line.call(`capture ${payment}`, () => {
      const known = this.books.get(payment);
      if (!known || known.voided || amount > known.authorized) return "refused" as const;
      // A repeated capture takes nothing more.
      if (known.captured === 0) known.captured = amount;
      return "done" as const;
    });
  }

  /** One that the processor has not heard of is not remembered: its authorisation may come. */
  void(payment: string) {
    return this.#line.call(`void ${payment}`, () => {
      const known = this.books.get(payment);
      if (known) known.voided = true;
      return "done" as const;
    });
  }

  refund(payment: string, reference: string, amount: number) {
    const carryOut = () => {
      const known = this.books.get(payment);
      if (!known || known.voided || known.captured === 0) return "refused" as const;
      if (known.refunds.has(reference)) return "done" as const;
      if (amount > keptOf(known)) return "refused" as const;
      known.refunds.set(reference, amount);
      return "done" as const;
    };
    return this.#line.call(`refund ${payment} ${reference}`, carryOut, { lost: LOST_REFUNDS });
  }
}
