import { stepErrors } from "@tradewind/blueprint/areas/order-saga";
import type { TimelineEntry } from "@tradewind/blueprint/areas/orders";
import type { Context } from "../platform/context.ts";
import { type Step, stepsOf } from "../platform/execution-history.ts";
import type { Order } from "./entity.ts";
import { readOwn } from "./read.ts";

/** Names of the states in `workflows/order-saga.ts` that undo. */
const COMPENSATIONS = new Set(["RefundPayment", "ReleaseStock", "FailOrder", "FlagForAttention"]);
/** Errors that a customer may read; others are internal. */
const PUBLIC_ERRORS: ReadonlySet<string> = new Set([...Object.values(stepErrors), "States.Timeout"]);

/** The timeline for the customer: statuses and saga steps, oldest first. @throws order.not_found */
export async function timelineOwn(ctx: Context, orderId: string): Promise<{ items: TimelineEntry[] }> {
  const order = await readOwn(ctx, orderId);
  const steps = order.execution ? await stepsOf(order.execution) : [];
  const items = [...statusEntries(order), ...steps.map(stepEntry)];
  return { items: items.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)) };
}

/**
 * The kind of a saga step for the timeline: a step that undoes is a compensation; a retry stays
 * one.
 */
export function kindOf({ kind, name }: Step): "step" | "retry" | "compensation" {
  return kind === "step" && COMPENSATIONS.has(name) ? "compensation" : kind;
}

function statusEntries(order: Order): TimelineEntry[] {
  return order.history.map(({ status, at, detail }) => ({
    at,
    kind: "status",
    name: status,
    ...(detail ? { detail } : {}),
  }));
}

function stepEntry(step: Step): TimelineEntry {
  const { at, name, outcome, failure } = step;
  const detail = failure && { detail: PUBLIC_ERRORS.has(failure.error) ? failure.error : "InternalError" };
  return { at, kind: kindOf(step), name, outcome, ...detail };
}
