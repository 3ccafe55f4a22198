export type Invariant =
  | "promises stay within the limit"
  | "no unit is idle while an order waits for it"
  | "every waiting order is recorded, and no other"
  | "stock is conserved"
  | "a reservation does not outlive its order"
  | "sold units match paid orders"
  | "an acknowledged order exists"
  | "every order ends"
  | "an order is refused only for a reason"
  | "an order fails only for a reason"
  | "no parcel leaves an undone order unnoticed"
  | "an undone order keeps no units"
  | "units in the house are on the books"
  | "an order or return that needs attention has an event"
  | "no return rests before its end"
  | "money balances"
  | "the books agree with the processor's"
  | "a customer is told only of refunds that are made"
  | "returned units were bought and are refunded once"
  | "an exchange is paid for once"
  | "a return rests only in an end state"
  | "a request makes one order"
  | "an event is published once"
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
