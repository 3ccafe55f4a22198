import { CustomAttributeType, Entity } from "electrodb";
import type { Context } from "../context.ts";
import type { Action } from "./act.ts";
import { refuseForeignCursor } from "../storage/cursor.ts";
import { plain } from "../storage/options.ts";
import { inCommerceTable } from "../storage/tables.ts";

/** An action of a member of staff. Kept for good: no time to live. */
const AuditEntity = new Entity(
  {
    model: { service: "tradewind", entity: "audit", version: "1" },
    attributes: {
      /** Such as `2026-11`, so that no partition grows without end. */
      month: { type: "string", required: true },
      actionId: { type: "string", required: true },
      at: { type: "string", required: true },
      actor: { type: "string", required: true },
      /** Name of the route. */
      action: { type: "string", required: true },
      /** The path's parameters: what it was done to. */
      target: { type: CustomAttributeType<Record<string, unknown>>("any"), required: true },
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

/** Writes an action down as begun; the function that is returned adds its outcome. */
export async function record(
  ctx: Context,
  { action, target }: Pick<Action, "action" | "target">,
): Promise<(outcome: string) => Promise<void>> {
  const at = new Date(ctx.clock.now()).toISOString();
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
  }).go(plain);
  return async (outcome) => {
    await AuditEntity.patch(key).set({ outcome }).go(plain);
  };
}

/** A month's actions, newest first. @throws request.invalid when the cursor is not one of ours */
export async function list(query: { month: string; limit: number; cursor?: string | undefined }) {
  const { data, cursor } = await AuditEntity.query
    .primary({ month: query.month })
    .go({ ...plain, order: "desc", limit: query.limit, ...(query.cursor ? { cursor: query.cursor } : {}) })
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
