import { isAtRest } from "@tradewind/blueprint/areas/returns";
import {
  RETURN_DECISION_DAYS,
  RETURN_GOODS_DAYS,
  RETURN_TAKE_UP_MINUTES,
} from "@tradewind/blueprint/ground/limits";
import type { Allocation, Demand } from "../inventory/index.ts";
import { DAY_MS, MINUTE_MS } from "../platform/time.ts";
import type { Return, ReturnLine } from "./entity.ts";

/** The way of a saga that takes up a return in any status. The workflow chooses by it. */
export type Way = "label" | "wait" | "settlement" | "lapse" | "nothing";

/** Tells only from the return how its saga goes on, for every execution that takes it up. */
export function wayOf(
  item: Pick<Return, "status" | "requestedAt" | "approvedAt" | "carrier">,
  now: number,
): Way {
  const { status, carrier } = item;
  if (isAtRest(status)) return "nothing";
  if (status === "RECEIVED") return "settlement";
  if (now >= waitEnd(item)) return "lapse";
  return status === "APPROVED" && carrier === undefined ? "label" : "wait";
}

/**
 * The time until which a return waits, in epoch milliseconds: a requested one for the decision, an
 * approved one for its goods.
 */
export const waitEnd = ({
  status,
  requestedAt,
  approvedAt = requestedAt,
}: Pick<Return, "status" | "requestedAt" | "approvedAt">): number =>
  status === "REQUESTED"
    ? Date.parse(requestedAt) + RETURN_DECISION_DAYS * DAY_MS
    : Date.parse(approvedAt) + RETURN_GOODS_DAYS * DAY_MS;

/**
 * The time within which the saga has to bring the return further. It doubles with each execution
 * that did not.
 */
export const takeUpMs = (restarts = 0): number =>
  Math.min(DAY_MS, RETURN_TAKE_UP_MINUTES * MINUTE_MS * 2 ** Math.max(0, restarts - 1));

/**
 * The time by which the saga has to have brought the return further, in epoch milliseconds. A
 * return that waits is due at the end of its wait, however often its saga was started.
 */
export function takeUpEnd(
  item: Pick<Return, "status" | "requestedAt" | "approvedAt" | "restarts">,
  now: number,
): number {
  const patient = now + takeUpMs(item.restarts);
  const waits = item.status === "REQUESTED" || item.status === "APPROVED";
  if (!waits || now >= waitEnd(item)) return patient;
  return Math.min(patient, Math.max(now + takeUpMs(), waitEnd(item)));
}

type Units = Readonly<Record<string, number>>;

/** A SKU may have the name of a member that every object inherits, such as `constructor`. */
export const unitsOf = (units: Units, sku: string): number =>
  Object.hasOwn(units, sku) ? (units[sku] ?? 0) : 0;

/** Adds the quantities of the lines to `units`, or subtracts them with a `sign` of -1. */
export function addUnits(units: Units, lines: readonly Demand[], sign: 1 | -1 = 1): Record<string, number> {
  const sum = { ...units };
  for (const { sku, quantity } of lines) sum[sku] = unitsOf(sum, sku) + sign * quantity;
  return sum;
}

/** Lines with the names under which they were bought, and the names of their exchanges. */
export function withNames(bought: readonly { sku: string; name: string }[], lines: readonly ReturnLine[]) {
  const names = new Map(bought.map(({ sku, name }) => [sku, name]));
  return lines.map(({ sku, quantity, exchange }) => ({
    sku,
    name: names.get(sku) ?? sku,
    quantity,
    ...(exchange && { exchange: { sku: exchange.sku, name: nameOf(exchange) } }),
  }));
}

const nameOf = ({ name, options }: { name: string; options: Record<string, string> }) =>
  [name, ...Object.values(options)].join(", ");

/** True when an order of `bought` has these units left, besides the claimed ones. */
export function hasUnitsLeft(bought: readonly Demand[], claimed: Units, lines: readonly Demand[]): boolean {
  return lines.every(({ sku, quantity }) => {
    const line = bought.find((one) => one.sku === sku);
    return line !== undefined && unitsOf(claimed, sku) + quantity <= line.quantity;
  });
}

/** Chooses the lots that units go back to: those that gave them, less what went back already. */
export function restockLots(
  from: readonly Allocation[],
  restocked: readonly Allocation[],
  lines: readonly Demand[],
): Allocation[] {
  return lines.flatMap(({ sku, quantity }) => {
    let left = quantity;
    return from
      .filter((allocation) => allocation.sku === sku)
      .flatMap((allocation) => {
        const gone = restocked
          .filter(({ sku: other, lot }) => other === sku && lot === allocation.lot)
          .reduce((sum, one) => sum + one.quantity, 0);
        const share = Math.min(left, allocation.quantity - gone);
        left -= share;
        return share > 0 ? [{ ...allocation, quantity: share }] : [];
      });
  });
}
