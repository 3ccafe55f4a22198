/**
 * The lease on an order: one run of the saga works on it at a time. Events arrive more than once
 * and Express executions run more than once, so several runs may start for one order.
 */
import { stepErrors } from "@tradewind/blueprint/areas/order-saga";
import { ORDER_LEASE_SECONDS } from "@tradewind/blueprint/ground/limits";
import * as Inventory from "../../inventory/index.ts";
import type { Context } from "../../platform/context.ts";
import { electroOptions } from "../../platform/dynamodb/options.ts";
import { StepError } from "../../platform/errors.ts";
import { RACE_TRIES } from "../../platform/races.ts";
import { type Order, OrderEntity } from "../entity.ts";
import * as Orders from "../index.ts";
import { type Course, courseOf, isBack } from "./course.ts";

/** An order as a run of the saga holds it. */
export interface Held {
  orderId: string;
  /** The number of the lease. It grows each time that the order is taken. */
  lease: number;
}

/** Reads an order. @throws Error when there is none: the code that started the saga has a defect */
export async function requireOrder(orderId: string): Promise<Order> {
  const order = await Orders.read(orderId);
  if (!order) throw new Error(`There is no order ${orderId}.`);
  return order;
}

/**
 * Takes the order for a run of the saga, if there is something to do.
 * @param run names the run; a repeated call of the same run takes the order again
 * @throws LeaseHeld when another run has it: it sees everything that is written meanwhile
 */
export async function takeUp(
  ctx: Context,
  orderId: string,
  run: string,
): Promise<{ course: Course; lease: number }> {
  for (const _ of RACE_TRIES) {
    const order = await requireOrder(orderId);
    const now = ctx.clock.now();
    const course = courseOf(order, now);
    if (course === "none") return { course, lease: order.lease };
    if (isHeldByOthers(order, run, now))
      throw new StepError(stepErrors.leaseHeld, `Run ${order.leaseRun} holds the order.`);
    if (await take(order, run, now)) return { course, lease: order.lease + 1 };
  }
  throw new Error(`Order ${orderId} changed each time it was taken up.`);
}

/**
 * True while another run than `run` holds the order. A run that has died holds it, too, until its
 * lease ends.
 */
export const isHeldByOthers = ({ leaseRun, leaseUntil }: Order, run: string, now: number): boolean =>
  leaseRun !== run && leaseUntil !== undefined && Date.parse(leaseUntil) > now;

/** @returns false when the order changed since it was read */
async function take(order: Order, run: string, now: number): Promise<boolean> {
  const { orderId, lease, version, allocations, lines } = order;
  const { rejected } = await OrderEntity.patch({ orderId })
    .set({
      ...leaseUntil(run, lease + 1, now),
      // The plan is written with the lease, which saves a write of its own.
      ...(order.status === "PENDING" && !allocations && { allocations: Inventory.plan(orderId, lines) }),
    })
    .where((attributes, { eq }) => `${eq(attributes.lease, lease)} AND ${eq(attributes.version, version)}`)
    .go({ ...electroOptions, response: "none", returnOnConditionCheckFailure: true });
  return !rejected;
}

/** True while this run holds the order. */
export const isHeldBy = (order: Order, { lease }: Held): boolean =>
  order.lease === lease && order.leaseUntil !== undefined;

export const leaseUntil = (run: string, lease: number, now: number) => ({
  lease,
  leaseRun: run,
  leaseUntil: new Date(now + ORDER_LEASE_SECONDS * 1000).toISOString(),
});

const leaseLost = ({ lease, leaseRun }: Order) =>
  new StepError(stepErrors.leaseLost, `Run ${leaseRun} has taken the order under lease ${lease}.`);

/**
 * Reads the order for a step that takes it forward.
 * @throws LeaseLost, OrderCancelled
 */
export async function heldForward(held: Held): Promise<Order> {
  const order = await requireOrder(held.orderId);
  if (!isHeldBy(order, held)) throw leaseLost(order);
  if (isBack(order)) throw new StepError(stepErrors.cancelled, `The order is ${order.status}.`);
  return order;
}

/**
 * Reads the order for a step that undoes it.
 * @throws LeaseLost, also when a person has been called meanwhile
 */
export async function heldBack(held: Held): Promise<Order> {
  const order = await requireOrder(held.orderId);
  if (!isHeldBy(order, held) || !isBack(order)) throw leaseLost(order);
  return order;
}
