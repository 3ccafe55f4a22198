/** The life of an order as data: its states, and each transition with its reason. */

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
  /** An order may stay in this state for good, even if the state has transitions. */
  rest: boolean;
}

export interface OrderTransition {
  from: OrderStatus;
  to: OrderStatus;
  /** `requirements`: the diagram in docs/requirements.md has it. `shop`: the shop adds it. */
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

const transition = (
  from: OrderStatus,
  to: OrderStatus,
  why: string,
  origin: OrderTransition["origin"] = "shop",
): OrderTransition => ({ from, to, origin, why });

export const orderMachine: OrderMachine = {
  start: "PENDING",
  states: [
    state("PENDING", false, "The order is placed. Stock and payment are being secured."),
    state("PROCESSING", false, "The payment is authorised."),
    state("AWAITING_STOCK", false, "The order is paid. Some of its units are not in stock yet."),
    state("FULFILLED", false, "The stock is sold to the order and the payment is captured."),
    state("PARTIALLY_SHIPPED", false, "Some parcels are on their way."),
    state("SHIPPED", true, "The carrier has picked up every parcel, or staff closed the order as shipped."),
    state("DELIVERED", true, "The carrier has delivered every parcel."),
    state("RETURNED", true, "All units have come back."),
    state("CANCELLED", true, "The order is cancelled. Any payment is refunded next."),
    state(
      "FAILED",
      true,
      "The order could not be completed. Any payment is refunded, unless staff closed the order.",
    ),
    state("NEEDS_ATTENTION", false, "The shop cannot go on by itself. A person must look at the order."),
  ],
  transitions: [
    transition("PENDING", "PROCESSING", "The processor authorises the payment.", "requirements"),
    transition(
      "PENDING",
      "FAILED",
      "The stock is insufficient, the payment is declined, or the processor does not answer for two hours.",
    ),
    transition("PENDING", "CANCELLED", "The customer or support cancels before the payment."),
    transition("PENDING", "NEEDS_ATTENTION", "The payment or the stock cannot be given back."),
    transition("PROCESSING", "FULFILLED", "The stock is committed and the payment captured.", "requirements"),
    transition("PROCESSING", "FAILED", "The stock commit or the capture fails.", "requirements"),
    transition("PROCESSING", "NEEDS_ATTENTION", "The payment or the stock cannot be given back."),
    transition(
      "PROCESSING",
      "AWAITING_STOCK",
      "The payment is captured, but some units are not in stock yet.",
    ),
    transition("AWAITING_STOCK", "FULFILLED", "The last units arrive."),
    transition("AWAITING_STOCK", "CANCELLED", "The customer or support cancels while the order waits."),
    transition("AWAITING_STOCK", "FAILED", "The units do not arrive in time. The payment is refunded."),
    transition("AWAITING_STOCK", "NEEDS_ATTENTION", "The payment or the stock cannot be given back."),
    transition("FULFILLED", "SHIPPED", "The carrier picks up every parcel.", "requirements"),
    transition("FULFILLED", "PARTIALLY_SHIPPED", "The carrier picks up the first of several parcels."),
    transition(
      "FULFILLED",
      "CANCELLED",
      "The customer or support cancels before the pickup.",
      "requirements",
    ),
    transition(
      "FULFILLED",
      "FAILED",
      "The carrier refuses, does not answer for two hours, or fetches nothing in five days. The payment is refunded and the stock goes back on sale.",
    ),
    transition("FULFILLED", "NEEDS_ATTENTION", "The payment or the stock cannot be given back."),
    transition("PARTIALLY_SHIPPED", "SHIPPED", "The carrier picks up the last parcel."),
    transition(
      "PARTIALLY_SHIPPED",
      "NEEDS_ATTENTION",
      "The other parcels cannot be sent, and the shipped ones cannot be undone.",
    ),
    transition("SHIPPED", "DELIVERED", "The carrier reports the delivery of every parcel.", "requirements"),
    transition(
      "SHIPPED",
      "RETURNED",
      "All units come back before the carrier reports the delivery.",
      "requirements",
    ),
    transition("DELIVERED", "RETURNED", "All units come back."),
    transition(
      "CANCELLED",
      "NEEDS_ATTENTION",
      "The payment or the stock cannot be given back, or the carrier already has a parcel.",
    ),
    transition("NEEDS_ATTENTION", "FAILED", "Support starts the undo again, or closes the order."),
    transition("NEEDS_ATTENTION", "PARTIALLY_SHIPPED", "The carrier picks up the first of several parcels."),
    transition("NEEDS_ATTENTION", "SHIPPED", "The carrier picks up every parcel, or support closes it."),
  ],
};

/** The states that an order can enter from this one. */
export const transitionsFrom = (status: OrderStatus): OrderStatus[] =>
  orderMachine.transitions.filter(({ from }) => from === status).map(({ to }) => to);

export const leadsTo = (from: OrderStatus, to: OrderStatus): boolean => transitionsFrom(from).includes(to);

/** An order in this state is in the state `to`, or can still come to it without a person. */
const mayReach = (status: OrderStatus, to: OrderStatus): boolean =>
  reachableFrom(status, (one) => (one === "NEEDS_ATTENTION" ? [] : transitionsFrom(one))).has(to);

/** A saga or a person still has to act on the order. */
export const isOpen = (status: OrderStatus): boolean =>
  orderMachine.states.some((state) => state.status === status && !state.rest);

/** Nothing more happens to the order by itself: it rests, or waits for a person. */
export const isSettled = (status: OrderStatus): boolean => !isOpen(status) || status === "NEEDS_ATTENTION";

/** The payment is not authorised yet, or it is captured and no parcel is on its way. */
export const isCancellable = (status: OrderStatus): boolean => leadsTo(status, "CANCELLED");

/** The goods can come back. */
export const isReturnable = (status: OrderStatus): boolean => leadsTo(status, "RETURNED");

/** States that lead to SHIPPED. An order that is being undone enters none of them. */
export const isForward = (status: OrderStatus): boolean => mayReach(status, "SHIPPED");

/** The order is being undone, or was: it never comes to its customer, and no person is called. */
export const isTurnedBack = (status: OrderStatus): boolean =>
  status !== "NEEDS_ATTENTION" && !mayReach(status, "RETURNED");

/**
 * The transition closes an open order for good. A cancelled order stays open until its saga has
 * refunded the payment and returned the stock.
 */
export const isEnd = (from: OrderStatus, to: OrderStatus): boolean =>
  isOpen(from) && !isOpen(to) && to !== "CANCELLED";

/** Returns a state and all states that can follow it. */
function reachableFrom(
  status: OrderStatus,
  successorsOf: (status: OrderStatus) => readonly OrderStatus[],
): Set<OrderStatus> {
  const reached = new Set([status]);
  for (const one of reached) for (const next of successorsOf(one)) reached.add(next);
  return reached;
}

/**
 * Finds faults of a state machine, one sentence each: states that cannot be reached, and states in
 * which orders must not stay but from which no state of rest can be reached.
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
  const successorsOf = (status: OrderStatus) =>
    transitions.filter(({ from }) => from === status).map(({ to }) => to);
  const reachable = reachableFrom(start, successorsOf);
  const restStates = new Set(states.filter(({ rest }) => rest).map(({ status }) => status));
  for (const { status, rest } of states) {
    if (!reachable.has(status)) problems.push(`No order ever becomes ${status}.`);
    if (rest) continue;
    if (successorsOf(status).length === 0)
      problems.push(`Nothing leads out of ${status}, where no order may stay.`);
    else if (![...reachableFrom(status, successorsOf)].some((one) => restStates.has(one)))
      problems.push(`From ${status} no state can be reached where an order may stay.`);
  }
  return problems;
}
