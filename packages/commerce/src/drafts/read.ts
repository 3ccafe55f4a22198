import { epochSeconds } from "../platform/time.ts";
import type { Context } from "../platform/context.ts";
import { DomainError } from "../platform/errors.ts";
import { refuseForeignCursor } from "../platform/dynamodb/cursor.ts";
import { newestFirstPage, type PageWanted, electroOptions } from "../platform/dynamodb/options.ts";
import type * as Api from "@tradewind/blueprint/areas/drafts";
import { type Draft, DraftEntity } from "./entity.ts";

/** DynamoDB deletes what has expired within days: until then it is passed over. */
const isAlive = (ctx: Context, { expiresAt }: Draft) => expiresAt > epochSeconds(ctx);

/** As it was read. @throws draft.not_found */
export function alive(ctx: Context, draft: Draft | null | undefined): Draft {
  if (!draft || !isAlive(ctx, draft)) throw new DomainError("draft.not_found");
  return draft;
}

/** The draft as long as there is one. */
export async function find(ctx: Context, draftId: string): Promise<Draft | undefined> {
  const { data } = await DraftEntity.get({ draftId }).go({ ...electroOptions, consistent: true });
  return data && isAlive(ctx, data) ? data : undefined;
}

/** @throws draft.not_found */
export const read = async (ctx: Context, draftId: string) => alive(ctx, await find(ctx, draftId));

/** @throws request.invalid when the cursor is not one of ours */
export async function list(ctx: Context, page: PageWanted) {
  const { data, cursor } = await DraftEntity.query
    .all({})
    .go(newestFirstPage(page))
    .catch(refuseForeignCursor);
  const drafts = data.filter((draft) => isAlive(ctx, draft));
  return { items: drafts.map(view), ...(cursor ? { nextCursor: cursor } : {}) };
}

export function view({ draftId: id, expiresAt, ...draft }: Draft): Api.Draft {
  return { id, ...draft, expiresAt: new Date(expiresAt * 1000).toISOString() };
}
