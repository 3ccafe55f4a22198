/** Starts the saga of each return that is due, so that none rests before it is settled. */
import { StartExecutionCommand } from "@aws-sdk/client-sfn";
import { createConversions } from "electrodb";
import { orderNeedsAttention } from "@tradewind/blueprint/areas/events";
import { returnSaga } from "@tradewind/blueprint/areas/return-saga";
import { RETURN_STARTS_PER_SECOND } from "@tradewind/blueprint/ground/limits";
import { returnSweep } from "@tradewind/blueprint/schedules";
import { sfn } from "../platform/clients/step-functions.ts";
import type { Context } from "../platform/context.ts";
import { deadlineOf, sweepDue } from "../platform/due.ts";
import { asWrite, type TransactionWrite, transact } from "../platform/dynamodb/transaction.ts";
import { publishWrite } from "../platform/messaging/index.ts";
import { resourceOf } from "../platform/resource-of.ts";
import { dueToTakeUp } from "./due.ts";
import { type Return, ReturnEntity } from "./entity.ts";
import { read } from "./read.ts";

/** A saga that comes no further again and again, for four hours by then, calls a person. */
const RESTARTS_BEFORE_CALL = 5;

/** Starts the saga of each return that is due. @param failed logs one that could not be started */
export const sweepReturns = (ctx: Context, failed: (item: object, error: unknown) => void) =>
  sweepDue({
    clock: ctx.clock,
    deadline: deadlineOf(ctx, returnSweep),
    perSecond: RETURN_STARTS_PER_SECOND,
    dueIn: (due, now) => ReturnEntity.query.byDue({ due }).between({ dueAt: "" }, { dueAt: now }),
    idOf: createConversions(ReturnEntity).fromKeys.toComposite<Pick<Return, "orderId" | "returnId">>,
    handle: ({ orderId, returnId }) => startIfDue(ctx, orderId, returnId),
    failed,
  });

/**
 * Starts an execution for a return that is due, to which the return belongs from then on. It is
 * written down first: if it does not start after all, the return is due again.
 */
async function startIfDue(ctx: Context, orderId: string, returnId: string): Promise<void> {
  const item = await read(orderId, returnId);
  if (item.dueAt === undefined || Date.parse(item.dueAt) > ctx.clock.now()) return;
  const { correlationId } = item;
  const { arn: stateMachineArn } = resourceOf(returnSaga);
  const name = `sweep-${returnId}-${ctx.clock.now()}`;
  const execution = `${stateMachineArn.replace(":stateMachine:", ":execution:")}:${name}`;
  const restarts = (item.restarts ?? 0) + 1;
  const { committed } = await transact([
    changeWrite(item, { execution, restarts, ...dueToTakeUp(ctx, { ...item, restarts }) }),
    ...(restarts === RESTARTS_BEFORE_CALL ? [attentionWrite(ctx, item)] : []),
  ]);
  if (!committed) return;
  const input = JSON.stringify({ correlationId, data: { orderId, returnId } });
  await sfn.send(new StartExecutionCommand({ stateMachineArn, name, input }));
}

/** Refused when anything about the return's saga changed since it was read. */
const changeWrite = ({ orderId, returnId, dueAt = "" }: Return, change: Partial<Return>): TransactionWrite =>
  asWrite(
    ReturnEntity.patch({ orderId, returnId })
      .set(change)
      .where((attributes, { eq }) => eq(attributes.dueAt, dueAt)),
  );

function attentionWrite(
  ctx: Context,
  { orderId, returnId, customerId, correlationId }: Return,
): TransactionWrite {
  const detail = `Return ${returnId} has not moved on after ${RESTARTS_BEFORE_CALL} executions of its saga.`;
  return publishWrite({ ...ctx, correlationId }, orderNeedsAttention, { orderId, customerId, detail });
}
