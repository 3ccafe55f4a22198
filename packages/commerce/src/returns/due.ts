/** When a return is due: the sweep starts its saga then, if no event has. */

import type { Context } from "../platform/context.ts";
import { dueFields } from "../platform/due.ts";
import type { Return } from "./entity.ts";
import { takeUpEnd, waitEnd } from "./rules.ts";

/** The saga has to bring the return further soon, or the sweep starts it again. */
export const dueToTakeUp = (
  { clock }: Context,
  item: Pick<Return, "returnId" | "status" | "requestedAt" | "approvedAt" | "restarts">,
) => dueFields(item.returnId, takeUpEnd(item, clock.now()));

/** The return waits: for the decision, or for its goods. Then it lapses. */
export const dueAtWaitEnd = (item: Pick<Return, "returnId" | "status" | "requestedAt" | "approvedAt">) =>
  dueFields(item.returnId, waitEnd(item));
