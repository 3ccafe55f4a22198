import type { TimelineEntry } from "@tradewind/blueprint/areas/orders";
import type { Context } from "../platform/context.ts";
import type { HistoryEntry } from "./entity.ts";
import { wholeHistory } from "./history.ts";
import { readOwn } from "./read.ts";

/** Names of the states in `workflows/order-saga.ts` that undo. */
const COMPENSATIONS: ReadonlySet<string> = new Set([
  "CancelDelivery",
  "RefundPayment",
  "ReleaseStock",
  "FailOrder",
]);

/** The timeline for the customer: statuses and saga steps, oldest first. @throws order.not_found */
export async function timelineOwn(ctx: Context, orderId: string): Promise<{ items: TimelineEntry[] }> {
  const history = await wholeHistory(await readOwn(ctx, orderId));
  return { items: history.flatMap(timelineEntries) };
}

/** An entry of an order's history, as its timeline shows it: the step before the status. */
export function timelineEntries({ at, status, step, outcome, detail }: HistoryEntry): TimelineEntry[] {
  const more = detail === undefined ? {} : { detail };
  const kind = step !== undefined && COMPENSATIONS.has(step) ? "compensation" : "step";
  return [
    ...(step === undefined
      ? []
      : [{ at, kind, name: step, outcome: outcome ?? "succeeded", ...(!status && more) } as const]),
    ...(status ? [{ at, kind: "status", name: status, ...more } as const] : []),
  ];
}
