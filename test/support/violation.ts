export type Invariant =
  | "no more is promised than may be"
  | "no unit lies idle that an order waits for"
  | "who waits is known, and nobody else"
  | "stock is conserved"
  | "a reservation does not outlive its order"
  | "what is sold is what paid orders hold"
  | "an order that was acknowledged exists"
  | "an order ends"
  | "money balances"
  | "what comes back was bought, and is refunded once"
  | "what is exchanged is paid for once"
  | "a request makes one order"
  | "an event is told once"
  | "the outbox is drained"
  | "a customer gets one mail for each event"
  | "nothing is left running";

export interface Violation {
  invariant: Invariant;
  detail: string;
}

export const violation =
  (invariant: Invariant) =>
  (detail: string): Violation => ({ invariant, detail });
