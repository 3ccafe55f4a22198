import type { Context } from "../platform/context.ts";
import { electroOptions } from "../platform/dynamodb/options.ts";
import { DraftEntity } from "./entity.ts";
import { read } from "./read.ts";

/** Deletes a draft. @throws draft.not_found */
export async function remove(ctx: Context, draftId: string): Promise<void> {
  await read(ctx, draftId);
  await DraftEntity.delete({ draftId }).go(electroOptions);
}
