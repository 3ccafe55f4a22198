import type * as z from "zod/mini";
import { isEnd, isForward } from "@tradewind/blueprint/areas/order-states";
import type { EventDefinition } from "@tradewind/blueprint/language/define";
import type { Context } from "../platform/context.ts";
import { dueFields } from "../platform/due.ts";
import { electroOptions } from "../platform/dynamodb/options.ts";
import { asWrite, type TransactionWrite, transact } from "../platform/dynamodb/transaction.ts";
import { publishWrite } from "../platform/messaging/index.ts";
import { isoNow } from "../platform/time.ts";
import { forAttention } from "./due-orders.ts";
import { type HistoryEntry, type Order, OrderEntity } from "./entity.ts";
import { movedEntriesWrites, withEntries } from "./history.ts";
import { leadsTo, type OrderStatus } from "./states.ts";

type Facts = Partial<
  Pick<
    Order,
    | "failure"
    | "trackingNumber"
    | "fulfilledAt"
    | "payment"
    | "allocations"
    | "withdrawnAt"
    | "stockReturned"
    | "progressLease"
    | "bookedAt"
  >
>;

/** The outcome of a step of the saga, which commits with the change of status that it caused. */
export interface StepOutcome {
  step: string;
  outcome: "succeeded" | "failed";
  /** The name of the error, for a step that failed. */
  detail?: string;
}

export interface Change {
  detail?: string;
  facts?: Facts;
  steps?: readonly StepOutcome[];
  /**
   * Number of the lease of the execution that makes the change, which is refused when the lease is
   * lost. The change also counts as progress, so a failed attempt leaves the number out.
   */
  lease?: number;
  /** Ends the lease with the change, as each change to NEEDS_ATTENTION does. */
  release?: true;
  /** Clears the withdrawal: the order may go forward. */
  restored?: boolean;
  /** The order rests: nothing more happens to it by itself. */
  rest?: true;
  /** Time at which the order is due, epoch milliseconds. By default that stays as it is. */
  dueAt?: number;
}

/**
 * Builds the writes of a change of status: the order, refused if it changed since it was read, and
 * the event.
 * @throws Error when the state machine has no such transition, or the order is being undone
 */
export function transitionWrites<Data extends z.ZodMiniType>(
  ctx: Context,
  order: Order,
  to: OrderStatus,
  event: { definition: EventDefinition<string, Data>; data: z.output<Data> },
  change: Change = {},
): TransactionWrite[] {
  const { orderId, correlationId, status: from } = order;
  if (!leadsTo(from, to)) throw new Error(`No order goes from ${from} to ${to}.`);
  if (order.withdrawnAt && !change.restored && isForward(to))
    throw new Error(`${orderId} is being undone: it cannot be ${to}.`);
  return [
    ...changeWrites(ctx, order, to, change),
    // All events of an order share one correlation id, for every actor.
    publishWrite({ ...ctx, correlationId }, event.definition, event.data),
  ];
}

/**
 * Builds the writes of a change that keeps the status: a withdrawal, a booking, a failed attempt.
 * Refused if the order changed since it was read.
 */
export const amendWrites = (ctx: Context, order: Order, change: Change): TransactionWrite[] =>
  changeWrites(ctx, order, undefined, change);

/**
 * Makes a change that keeps the status, on its own: a write outside a transaction costs half.
 * @returns false when the order changed since it was read
 */
export async function amend(ctx: Context, order: Order, change: Change): Promise<boolean> {
  const { operation, moved } = changeOf(ctx, order, undefined, change);
  if (moved.length > 0) return (await transact(amendWrites(ctx, order, change))).committed;
  const { rejected } = await operation.go({
    ...electroOptions,
    response: "none",
    returnOnConditionCheckFailure: true,
  });
  return !rejected;
}

function changeWrites(
  ctx: Context,
  order: Order,
  to: OrderStatus | undefined,
  change: Change,
): TransactionWrite[] {
  const { operation, moved } = changeOf(ctx, order, to, change);
  return [asWrite(operation), ...movedEntriesWrites(order.orderId, order.version + 1, moved)];
}

/** The order after a change of status that was committed and leaves it in its queue. */
export function orderAfter(ctx: Context, order: Order, to: OrderStatus, change: Change): Order {
  const at = isoNow(ctx);
  const { kept } = withEntries(order.history, entriesOf(ctx, at, to, change));
  return { ...order, ...attributesAfter(order, to, at, change), history: kept };
}

function attributesAfter(order: Order, to: OrderStatus | undefined, at: string, change: Change) {
  const { facts, lease } = change;
  return {
    ...(to && { status: to }),
    updatedAt: at,
    version: order.version + 1,
    ...queueAfter(order, to, at, change),
    ...facts,
    ...(lease !== undefined && { progressLease: lease }),
  };
}

function changeOf(ctx: Context, order: Order, to: OrderStatus | undefined, change: Change) {
  const { lease } = change;
  const { version, status: from } = order;
  const at = isoNow(ctx);
  const entries = entriesOf(ctx, at, to, change);
  const { kept, moved } = withEntries(order.history, entries);
  const operation = OrderEntity.patch({ orderId: order.orderId })
    .set(attributesAfter(order, to, at, change))
    .remove(removedBy(order, to, change))
    .data(({ history }, { append, set }) =>
      moved.length > 0 ? set(history, kept) : append(history, entries),
    )
    .where((attributes, { eq }) =>
      [
        eq(attributes.version, version),
        eq(attributes.status, from as string),
        ...(lease === undefined ? [] : [eq(attributes.lease, lease)]),
      ].join(" AND "),
    );
  return { operation, moved };
}

function entriesOf(
  { actor }: Context,
  at: string,
  to: OrderStatus | undefined,
  { steps = [], detail }: Change,
): HistoryEntry[] {
  const entry = (more: Omit<HistoryEntry, "at" | "by">): HistoryEntry => ({
    at,
    ...(more.step !== actor.id && { by: actor.id }),
    ...more,
  });
  const outcomes = steps.map(({ step, outcome, detail: error }) =>
    outcome === "succeeded" ? { step } : { step, outcome, ...(error !== undefined && { detail: error }) },
  );
  if (!to) return outcomes.map(entry);
  // The step that led to the status is told with it: each byte of an order is paid for many times.
  const last = steps.at(-1)?.outcome === "succeeded" ? outcomes.pop() : undefined;
  const status = { status: to, ...last, ...(detail !== undefined && { detail }) };
  return [...outcomes, status].map(entry);
}

function queueAfter({ orderId }: Order, to: OrderStatus | undefined, at: string, { dueAt }: Change) {
  if (to === "NEEDS_ATTENTION") return forAttention(orderId, at);
  return dueAt === undefined ? {} : dueFields(orderId, dueAt);
}

type Removable = "due" | "dueAt" | "leaseRun" | "leaseUntil" | "withdrawnAt" | "failure";

function removedBy(
  { status }: Order,
  to: OrderStatus | undefined,
  { rest, restored, release }: Change,
): Removable[] {
  return [
    ...(rest || (to && isEnd(status, to)) ? (["due", "dueAt"] as const) : []),
    ...(restored ? (["withdrawnAt", "failure"] as const) : []),
    ...(release || to === "NEEDS_ATTENTION" ? (["leaseRun", "leaseUntil"] as const) : []),
  ];
}
