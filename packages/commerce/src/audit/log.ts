import { CustomAttributeType, Entity } from "electrodb";
import type { Context } from "../platform/context.ts";
import { refuseForeignCursor } from "../platform/dynamodb/cursor.ts";
import { electroOptions } from "../platform/dynamodb/options.ts";
import { inCommerceTable } from "../platform/dynamodb/tables.ts";
import { isoNow } from "../platform/time.ts";

/** An action of a member of staff. Kept forever: no time to live. */
const AuditEntity = new Entity(
  {
    model: { service: "tradewind", entity: "audit", version: "1" },
    attributes: {
      /** Such as `2026-11`; a partition per month keeps partitions small. */
      month: { type: "string", required: true },
      actionId: { type: "string", required: true },
      at: { type: "string", required: true },
      actor: { type: "string", required: true },
      /** Name of the route. */
      action: { type: "string", required: true },
      /** The path's parameters, which name the target. */
      target: { type: CustomAttributeType<Record<string, string>>("any"), required: true },
      /** `begun` until it is known; then `done`, or the code of the error. */
      outcome: { type: "string", required: true },
      correlationId: { type: "string", required: true },
    },
    indexes: {
      primary: {
        pk: { field: "pk", composite: ["month"], casing: "none" },
        sk: { field: "sk", composite: ["actionId"], casing: "none" },
      },
    },
  },
  inCommerceTable(),
);

export interface AuditedAction {
  /** Name of the route. */
  action: string;
  /** The path's parameters, which name the target. */
  target: Readonly<Record<string, string>>;
}

/** Records an action as begun. @returns a function that adds the outcome */
export async function record(
  ctx: Context,
  { action, target }: AuditedAction,
): Promise<(outcome: string) => Promise<void>> {
  const at = isoNow(ctx);
  const key = { month: at.slice(0, 7), actionId: ctx.ids.next("aud") };
  const { actor, correlationId } = ctx;
  await AuditEntity.create({
    ...key,
    at,
    actor: actor.id,
    action,
    target: { ...target },
    outcome: "begun",
    correlationId,
  }).go(electroOptions);
  return async (outcome) => {
    await AuditEntity.patch(key).set({ outcome }).go(electroOptions);
  };
}

/**
 * Actions of a month (such as `2026-11`), newest first.
 * @throws request.invalid when the cursor is not one of ours
 */
export async function list(query: { month: string; limit: number; cursor?: string | undefined }) {
  const { data, cursor } = await AuditEntity.query
    .primary({ month: query.month })
    .go({
      ...electroOptions,
      order: "desc",
      limit: query.limit,
      ...(query.cursor ? { cursor: query.cursor } : {}),
    })
    .catch(refuseForeignCursor);
  const items = data.map(({ actionId: id, at, actor, action, target, outcome, correlationId }) => ({
    id,
    at,
    actor,
    action,
    target,
    outcome,
    correlationId,
  }));
  return { items, ...(cursor ? { nextCursor: cursor } : {}) };
}
