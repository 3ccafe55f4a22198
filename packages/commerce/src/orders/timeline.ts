import { stepErrors } from "@tradewind/blueprint/areas/order-saga";
import type { Context } from "../platform/context.ts";
import { type Step, stepsOf } from "../platform/execution-history.ts";
import type { TimelineEntry } from "@tradewind/blueprint/areas/orders";
import type { Order } from "./entity.ts";
import { readOwn } from "./read.ts";

/** States that undo, by their names in `workflows/order-saga.ts`. */
const COMPENSATIONS = new Set(["RefundPayment", "ReleaseStock", "FailOrder", "FlagForAttention"]);
/** Errors a customer may read; others are ours. */
const SPEAKING: ReadonlySet<string> = new Set([...Object.values(stepErrors), "States.Timeout"]);

/** The order's states and the steps of its saga, by time, as far as they are for its customer. @throws order.not_found */
export async function timelineOwn(ctx: Context, orderId: string): Promise<{ items: TimelineEntry[] }> {
  const order = await readOwn(ctx, orderId);
  const steps = order.execution ? await stepsOf(order.execution) : [];
  const items = [...states(order), ...steps.map(forCustomers)];
  return { items: items.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)) };
}

/** What a step of an order's saga is: an undoing one is a compensation, tried again or not. */
export function kindOf({ kind, name }: Step): "step" | "retry" | "compensation" {
  return kind === "step" && COMPENSATIONS.has(name) ? "compensation" : kind;
}

function states(order: Order): TimelineEntry[] {
  return order.history.map(({ status, at, detail }) => ({
    at,
    kind: "status",
    name: status,
    ...(detail ? { detail } : {}),
  }));
}

function forCustomers(step: Step): TimelineEntry {
  const { at, name, outcome, failure } = step;
  const detail = failure && { detail: SPEAKING.has(failure.error) ? failure.error : "InternalError" };
  return { at, kind: kindOf(step), name, outcome, ...detail };
}
