/** When a return is due: the sweep starts its saga then, if no event has. */

import type { Context } from "../platform/context.ts";
import { dueFields } from "../platform/due.ts";
import { electroOptions } from "../platform/dynamodb/options.ts";
import { type Return, ReturnEntity } from "./entity.ts";
import { takeUpEnd, waitEnd } from "./rules.ts";

/** The saga has to bring the return further soon, or the sweep starts it again. */
export const dueToTakeUp = (
  { clock }: Context,
  item: Pick<Return, "returnId" | "status" | "requestedAt" | "approvedAt" | "restarts">,
) => dueFields(item.returnId, takeUpEnd(item, clock.now()));

/** The return waits: for the decision, or for its goods. Then it lapses. */
export const dueAtWaitEnd = (item: Pick<Return, "returnId" | "status" | "requestedAt" | "approvedAt">) =>
  dueFields(item.returnId, waitEnd(item));

/**
 * The return waits, from now on or again: no execution has to bring it further before the end.
 * @returns false when its status changed since it was read
 */
export async function waitOn(item: Return, change: Pick<Return, "carrier"> = {}): Promise<boolean> {
  const { orderId, returnId, status: from } = item;
  const { rejected } = await ReturnEntity.patch({ orderId, returnId })
    .set({ ...change, ...dueAtWaitEnd(item) })
    .remove(["restarts"])
    .where(({ status }, { eq }) => eq(status, from))
    .go({ ...electroOptions, response: "none", returnOnConditionCheckFailure: true });
  return !rejected;
}
