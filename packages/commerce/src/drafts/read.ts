import type * as Api from "@tradewind/blueprint/areas/drafts";
import type { Context } from "../platform/context.ts";
import { refuseForeignCursor } from "../platform/dynamodb/cursor.ts";
import { electroOptions, newestFirstPage, type PageWanted } from "../platform/dynamodb/options.ts";
import { DomainError } from "../platform/errors.ts";
import { epochSeconds } from "../platform/time.ts";
import { type Draft, DraftEntity } from "./entity.ts";

/** DynamoDB deletes an expired item within days; until then it is skipped. */
const isCurrent = (ctx: Context, { expiresAt }: Draft) => expiresAt > epochSeconds(ctx);

/** Returns a draft that was read, if there is one that has not expired. @throws draft.not_found */
export function requireDraft(ctx: Context, draft: Draft | null | undefined): Draft {
  if (!draft || !isCurrent(ctx, draft)) throw new DomainError("draft.not_found");
  return draft;
}

/** Reads a draft; undefined when there is none, or when it has expired. */
export async function find(ctx: Context, draftId: string): Promise<Draft | undefined> {
  const { data } = await DraftEntity.get({ draftId }).go({ ...electroOptions, consistent: true });
  return data && isCurrent(ctx, data) ? data : undefined;
}

/** Reads a draft. @throws draft.not_found */
export const read = async (ctx: Context, draftId: string) => requireDraft(ctx, await find(ctx, draftId));

/**
 * A page of all drafts, newest first.
 * @throws request.invalid when the cursor is not one of ours
 */
export async function list(ctx: Context, page: PageWanted) {
  const { data, cursor } = await DraftEntity.query
    .all({})
    .go(newestFirstPage(page))
    .catch(refuseForeignCursor);
  const drafts = data.filter((draft) => isCurrent(ctx, draft));
  return { items: drafts.map(view), ...(cursor ? { nextCursor: cursor } : {}) };
}

export function view({ draftId: id, expiresAt, ...draft }: Draft): Api.Draft {
  return { id, ...draft, expiresAt: new Date(expiresAt * 1000).toISOString() };
}
