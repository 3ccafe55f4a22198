/**
 * Drafts: orders that support puts together and customers pay. Invariants:
 * - A draft becomes one order at most, in the transaction that removes the draft.
 * - A change names the version that it was made from.
 * - A customer pays the total that they were shown, or is shown the new one first.
 */
import type { Context } from "../platform/context.ts";
import { requireOwned } from "./owner.ts";
import { read, view } from "./read.ts";

export { placeDraft } from "./place.ts";
export { find as findDraft, list as listDrafts } from "./read.ts";
export { remove as deleteDraft } from "./remove.ts";
export { create as createDraft, edit as editDraft } from "./write.ts";

/** One of the caller's drafts. @throws draft.not_found */
export const ownDraft = async (ctx: Context, draftId: string) =>
  view(await requireOwned(ctx, await read(ctx, draftId)));
