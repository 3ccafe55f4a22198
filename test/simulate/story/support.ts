/** Members of staff at work on single orders and returns, and on what needs attention. */
import type { Client } from "../../support/shop.ts";
import type { SimulatedShop } from "../shop/simulated-shop.ts";
import { DAY, HOUR, SECOND } from "../shop/time.ts";
import type { Choices } from "./choices.ts";
import type { Person } from "./customers.ts";

/** Support refunds a part, changes the order, or cancels it, at any time. */
export async function lookAfterOrder(person: Person, id: string): Promise<void> {
  await Promise.all([giveSomethingBack(person, id), edit(person, id), cancel(person, id)]);
}

async function giveSomethingBack({ sim, staff, choices }: Person, id: string): Promise<void> {
  if (!choices.happens(0.25)) return;
  await sim.sleep(choices.anyTime(SECOND, 20 * DAY));
  const body = { reference: "sorry", amount: 50 * choices.upTo(20), reason: "Sorry" };
  await sim.repeat(() => staff.call("POST", `/admin/orders/${id}/refunds`, { body }));
}

async function edit({ sim, staff, choices, assortment }: Person, id: string): Promise<void> {
  if (!choices.happens(0.3)) return;
  await sim.sleep(choices.anyTime(SECOND, 12 * HOUR));
  const { body: order } = await sim.repeat(() => staff.get(`/admin/orders/${id}`));
  const bought = (order.lines ?? []) as { sku: string; quantity: number }[];
  const [first, ...others] = bought.map(({ sku, quantity }) => ({ sku, quantity }));
  if (!first) return;
  const other = assortment.exchangeFor.get(first.sku);
  const swaps = other !== undefined && !others.some(({ sku }) => sku === other) && choices.happens(0.5);
  const lines = swaps
    ? [{ sku: other, quantity: first.quantity }, ...others]
    : others.length > 0
      ? others
      : [{ ...first, quantity: Math.max(1, first.quantity - 1) }];
  const body = { reference: "change", reason: "The customer asked for it", lines };
  await sim.repeat(() => staff.call("PATCH", `/admin/orders/${id}`, { body }));
}

async function cancel({ sim, staff, choices }: Person, id: string): Promise<void> {
  if (!choices.happens(0.08)) return;
  await sim.sleep(choices.anyTime(SECOND, 4 * DAY));
  const body = { reason: "Fraud" };
  await sim.repeat(() => staff.call("POST", `/admin/orders/${id}/cancel`, { body }));
}

interface Asked {
  id: string;
  lines: readonly { sku: string; quantity: number }[];
}

/** Decides on a return, or not, and receives its goods, or not; some at the last moment. */
export async function lookAfterReturn(person: Person, orderId: string, asked: Asked): Promise<void> {
  const { sim, staff, choices } = person;
  const path = `/admin/orders/${orderId}/returns/${asked.id}`;
  const post = (what: string, body: object) =>
    sim.repeat(() => staff.call("POST", `${path}/${what}`, { body }));
  if (choices.happens(0.15)) return;
  await sim.sleep(someTimeWithin(choices, 14 * DAY));
  const approve = choices.happens(0.85);
  const decided = await post("decision", { approve });
  if (!approve || decided.status >= 500) return;
  if (choices.happens(0.15)) return;
  await sim.sleep(someTimeWithin(choices, 30 * DAY));
  const lines = asked.lines.map(({ sku, quantity }) => ({
    sku,
    quantity,
    condition: choices.happens(0.7) ? "resalable" : "damaged",
  }));
  await post("receipt", { lines });
}

/** Within days, or in the moments around the end of the time that there is. */
function someTimeWithin(choices: Choices, limit: number): number {
  return choices.happens(0.2)
    ? limit + choices.between(-90 * SECOND, 30 * SECOND)
    : choices.between(0, 6 * DAY);
}

/** Looks some times a day after orders and returns that need attention, until `until`. */
export async function lookAfterAttention(
  { sim, staff, choices }: Pick<Person, "sim" | "staff" | "choices">,
  until: number,
): Promise<void> {
  while (sim.now < until) {
    await sim.sleep(choices.between(HOUR, DAY));
    await settleAttention(sim, staff);
  }
}

/** A person does not insist for long: there will be another look. */
const TRIES_OF_A_LOOK = 3;

/** Undoes the orders that need attention, where that is possible, and settles such returns. */
export async function settleAttention(sim: SimulatedShop, staff: Client): Promise<void> {
  const post = (path: string, body?: object) =>
    sim.repeat(() => staff.call("POST", path, body === undefined ? {} : { body }), TRIES_OF_A_LOOK);
  for (const { orderId, returnId } of await sim.needAttention())
    await (returnId === undefined
      ? post(`/admin/orders/${orderId}/undo`, { reason: "It needs attention" })
      : post(`/admin/orders/${orderId}/returns/${returnId}/settlement`));
}
