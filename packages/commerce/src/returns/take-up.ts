/**
 * An execution of the saga takes a return up. In each status only one does, however many events
 * come: a change of status ends its claim, and the sweep gives a return that is due to another.
 */
import { stepErrors } from "@tradewind/blueprint/areas/order-saga";
import type { Context } from "../platform/context.ts";
import { electroOptions } from "../platform/dynamodb/options.ts";
import { StepError } from "../platform/errors.ts";
import { dueToTakeUp, waitOn } from "./due.ts";
import { type Return, ReturnEntity } from "./entity.ts";
import { read } from "./read.ts";
import { type Way, wayOf } from "./rules.ts";

export interface ReturnKey {
  orderId: string;
  returnId: string;
}

export interface ReturnStep extends ReturnKey {
  execution: string;
}

/** Most executions of a return that its timeline shows. */
const MOST_SHOWN = 20;

/**
 * Claims a return for one execution, if there is something to do. The next step follows only from
 * the return's status and the time, so an execution can also go on where another one has died.
 * @returns the next step
 * @throws ClaimedElsewhere
 */
export async function takeUpReturn(
  ctx: Context,
  { orderId, returnId, execution }: ReturnStep,
): Promise<{ next: Way }> {
  const item = await read(orderId, returnId);
  const next = wayOf(item, ctx.clock.now());
  // The sweep has started this execution before the end of the wait.
  if (next === "wait" && item.restarts !== undefined) await waitOn(item);
  if (next === "nothing" || next === "wait") return { next };
  if (item.execution !== undefined && item.execution !== execution)
    throw new StepError(stepErrors.claimedElsewhere, `The execution ${item.execution} has the return.`);
  const { rejected } = await ReturnEntity.patch({ orderId, returnId })
    .set({
      execution,
      executions: withNewest(item.executions ?? [], execution),
      ...dueToTakeUp(ctx, item),
    })
    .where(
      ({ status, execution: claimedBy }, { eq, notExists }) =>
        `${eq(status, item.status)} AND (${notExists(claimedBy)} OR ${eq(claimedBy, execution)})`,
    )
    .go({ ...electroOptions, response: "none", returnOnConditionCheckFailure: true });
  // The step is retried, and finds the return in its new status or with its new execution.
  if (rejected) throw new Error(`Return ${returnId} changed while it was taken up.`);
  return { next };
}

const withNewest = (executions: readonly string[], execution: string): string[] =>
  [...executions.filter((one) => one !== execution), execution].slice(-MOST_SHOWN);

/** True while no change of status and no sweep has ended the execution's claim. */
export const isHeldBy = (item: Return, { execution }: ReturnStep): boolean => item.execution === execution;
