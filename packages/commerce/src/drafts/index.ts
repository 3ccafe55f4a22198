/**
 * Drafts: orders that support puts together and customers pay. Invariants: a draft becomes one order at most, in the transaction
 * that takes it away; a change names the version it was made from; a customer pays what they were told, or is told first.
 */
import type { Context } from "../platform/context.ts";
import { ownedBy } from "./owner.ts";
import { read, view } from "./read.ts";

export { placeDraft } from "./place.ts";
export { find as findDraft, list as listDrafts } from "./read.ts";
export { remove as deleteDraft } from "./remove.ts";
export { create as createDraft, edit as editDraft } from "./write.ts";

/** One of the caller's. @throws draft.not_found */
export const ownDraft = async (ctx: Context, draftId: string) =>
  view(await ownedBy(ctx, await read(ctx, draftId)));
