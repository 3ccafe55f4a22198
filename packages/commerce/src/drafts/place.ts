import type { Money } from "@tradewind/blueprint/language/schema";
import type { Context } from "../platform/context.ts";
import { place } from "../orders/index.ts";
import { asRead, asWrite } from "../platform/dynamodb/transaction.ts";
import { DraftEntity } from "./entity.ts";
import { ownedBy } from "./owner.ts";
import { alive } from "./read.ts";

interface PlaceDraft {
  idempotencyKey: string;
  paymentToken: string;
  /** What the customer was shown, whatever the draft says by now. */
  agreedTotal: Money;
}

/** Orders what support has put together for the caller, on the way that every order is placed. */
export function placeDraft(
  ctx: Context,
  draftId: string,
  { idempotencyKey, paymentToken, agreedTotal }: PlaceDraft,
) {
  return place(ctx, {
    idempotencyKey,
    paymentToken,
    request: [draftId, paymentToken, agreedTotal.amount],
    reading: asRead(DraftEntity.get({ draftId })),
    async basket(item) {
      const draft = await ownedBy(ctx, alive(ctx, item && DraftEntity.parse({ Item: item }).data));
      const { lines, version } = draft;
      return {
        lines,
        delivery: draft,
        agreedTotal,
        // The total alone is agreed on.
        repriced: async () => false,
        closeWrite: () =>
          asWrite(DraftEntity.remove({ draftId }).where((found, { eq }) => eq(found.version, version))),
        changed: "draft.changed",
        origin: `Put together by support as ${draftId}`,
      };
    },
  });
}
