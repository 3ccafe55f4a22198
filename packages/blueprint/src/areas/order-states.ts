/** The life of an order as data: its states, and each way from one to another with the reason for it. */

export const ORDER_STATUSES = [
  "PENDING",
  "PROCESSING",
  "AWAITING_STOCK",
  "FULFILLED",
  "PARTIALLY_SHIPPED",
  "SHIPPED",
  "DELIVERED",
  "RETURNED",
  "CANCELLED",
  "FAILED",
  "NEEDS_ATTENTION",
] as const;
export type OrderStatus = (typeof ORDER_STATUSES)[number];

export interface OrderState {
  status: OrderStatus;
  meaning: string;
  /** An order may stay here for good, even where a way leads on. */
  rest: boolean;
}

export interface OrderTransition {
  from: OrderStatus;
  to: OrderStatus;
  /** `requirements`: in their diagram, see docs/requirements.md. `shop`: needed besides. */
  origin: "requirements" | "shop";
  why: string;
}

export interface OrderMachine {
  start: OrderStatus;
  states: readonly OrderState[];
  transitions: readonly OrderTransition[];
}

const state = (status: OrderStatus, rest: boolean, meaning: string): OrderState => ({
  status,
  rest,
  meaning,
});

const way = (
  from: OrderStatus,
  to: OrderStatus,
  origin: OrderTransition["origin"],
  why: string,
): OrderTransition => ({ from, to, origin, why });

export const orderMachine: OrderMachine = {
  start: "PENDING",
  states: [
    state("PENDING", false, "Placed; stock and payment are being secured."),
    state("PROCESSING", false, "The payment is authorised."),
    state("AWAITING_STOCK", false, "Paid; units that were promised to it are still to come."),
    state("FULFILLED", false, "The stock is sold to the order and the payment captured."),
    state("PARTIALLY_SHIPPED", false, "Some of its parcels are on their way."),
    state("SHIPPED", true, "The carrier has every parcel."),
    state("DELIVERED", true, "The carrier has handed every parcel over."),
    state("RETURNED", true, "Everything of it has come back."),
    state("CANCELLED", true, "Called off; what was paid is given back."),
    state("FAILED", true, "Could not be carried out; what was paid is given back."),
    state("NEEDS_ATTENTION", false, "What was done for it could not be undone: a person has to look."),
  ],
  transitions: [
    way("PENDING", "PROCESSING", "requirements", "The payment is received: the processor has set it aside."),
    way("PENDING", "FAILED", "shop", "Out of stock or declined, before anything was paid."),
    way("PENDING", "CANCELLED", "shop", "The customer changes their mind before the payment."),
    way("PENDING", "NEEDS_ATTENTION", "shop", "Releasing its stock failed, or its saga is gone."),
    way("PROCESSING", "FULFILLED", "requirements", "The stock is the order's for good, and the money ours."),
    way(
      "PROCESSING",
      "FAILED",
      "requirements",
      "The payment could not be captured, or the reservation lapsed.",
    ),
    way("PROCESSING", "NEEDS_ATTENTION", "shop", "Voiding the payment or releasing the stock failed."),
    way("PROCESSING", "AWAITING_STOCK", "shop", "Paid, and promised units that are still to come."),
    way("AWAITING_STOCK", "FULFILLED", "shop", "The last of its units have come."),
    way("AWAITING_STOCK", "CANCELLED", "shop", "The customer does not want to wait any longer."),
    way("AWAITING_STOCK", "FAILED", "shop", "The units did not come: refunded."),
    way("AWAITING_STOCK", "NEEDS_ATTENTION", "shop", "Refunding failed, or its saga is gone."),
    way("FULFILLED", "SHIPPED", "requirements", "Logistics confirms: the carrier has the parcel."),
    way("FULFILLED", "PARTIALLY_SHIPPED", "shop", "The first of several parcels is on its way."),
    way("FULFILLED", "CANCELLED", "requirements", "The customer cancels before the carrier comes."),
    way("FULFILLED", "FAILED", "shop", "The carrier refuses: refunded, and the stock back on sale."),
    way("FULFILLED", "NEEDS_ATTENTION", "shop", "Refunding or taking the stock back failed."),
    way("PARTIALLY_SHIPPED", "SHIPPED", "shop", "The last parcel is on its way."),
    way(
      "PARTIALLY_SHIPPED",
      "NEEDS_ATTENTION",
      "shop",
      "The rest cannot be sent: what has gone cannot be undone.",
    ),
    way("SHIPPED", "DELIVERED", "requirements", "The carrier reports the delivery."),
    way(
      "SHIPPED",
      "RETURNED",
      "requirements",
      "The customer sends everything back before the delivery is reported.",
    ),
    way("DELIVERED", "RETURNED", "shop", "The customer sends everything back."),
    way("CANCELLED", "NEEDS_ATTENTION", "shop", "Giving back what a cancelled order had taken failed."),
    way("NEEDS_ATTENTION", "FAILED", "shop", "Its undoing was started again by a person, and went through."),
  ],
};

/** The states that come next after one. */
export const transitionsFrom = (status: OrderStatus): OrderStatus[] =>
  orderMachine.transitions.filter(({ from }) => from === status).map(({ to }) => to);

export const leadsTo = (from: OrderStatus, to: OrderStatus): boolean => transitionsFrom(from).includes(to);

/** An order in this state, or a later one, is in the state `to`. */
const mayReach = (status: OrderStatus, to: OrderStatus): boolean =>
  reachableFrom(status, transitionsFrom).has(to);

/** A saga, or a person, still has something to do. */
export const isOpen = (status: OrderStatus): boolean =>
  orderMachine.states.some((state) => state.status === status && !state.rest);

/** Nothing is on its way and no payment is in flight. */
export const isCancellable = (status: OrderStatus): boolean => leadsTo(status, "CANCELLED");

/** The goods can come back. */
export const isReturnable = (status: OrderStatus): boolean => leadsTo(status, "RETURNED");

/** On the way to SHIPPED: an order that is being undone gets to none of these states. */
export const isForward = (status: OrderStatus): boolean => mayReach(status, "SHIPPED");

/** The carrier has the order, or a parcel of it: it can be returned and cannot fail any more, so no saga undoes it. */
export const isOutOfHands = (status: OrderStatus): boolean =>
  mayReach(status, "RETURNED") && !leadsTo(status, "FAILED");

/** The change closes an open order for good. A cancelled order stays open: its saga has money and stock to give back. */
export const isEnd = (from: OrderStatus, to: OrderStatus): boolean =>
  isOpen(from) && !isOpen(to) && !leadsTo(to, "NEEDS_ATTENTION");

/** A state and all that may follow it. */
function reachableFrom(
  status: OrderStatus,
  onward: (status: OrderStatus) => readonly OrderStatus[],
): Set<OrderStatus> {
  const reached = new Set([status]);
  for (const one of reached) for (const next of onward(one)) reached.add(next);
  return reached;
}

/**
 * The faults of a state machine, as sentences: a state that cannot be reached, one that nothing leads out of although
 * orders must not stay there, one from which no state of rest can be reached.
 */
export function checkOrderMachine({ start, states, transitions }: OrderMachine): string[] {
  const problems: string[] = [];
  const known = new Set(states.map(({ status }) => status));
  const seen = new Set<string>();
  for (const { from, to, why } of transitions) {
    const name = `${from} -> ${to}`;
    if (seen.has(name)) problems.push(`${name} is there twice.`);
    seen.add(name);
    for (const end of [from, to]) if (!known.has(end)) problems.push(`${name}: there is no state ${end}.`);
    if (from === to) problems.push(`${name} leads nowhere.`);
    if (why === "") problems.push(`${name} has no reason.`);
  }
  const onward = (status: OrderStatus) =>
    transitions.filter(({ from }) => from === status).map(({ to }) => to);
  const reachable = reachableFrom(start, onward);
  const resting = new Set(states.filter(({ rest }) => rest).map(({ status }) => status));
  for (const { status, rest } of states) {
    if (!reachable.has(status)) problems.push(`No order ever becomes ${status}.`);
    if (rest) continue;
    if (onward(status).length === 0)
      problems.push(`Nothing leads out of ${status}, where no order may stay.`);
    else if (![...reachableFrom(status, onward)].some((one) => resting.has(one)))
      problems.push(`From ${status} no state can be reached where an order may stay.`);
  }
  return problems;
}
