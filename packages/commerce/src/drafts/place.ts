import type { Money } from "@tradewind/blueprint/language/schema";
import {
  commitOrder,
  invalidToken,
  keyedRequest,
  newOrder,
  placeOnce,
  priceChanged,
  priceOrder,
  readWantedLines,
} from "../orders/index.ts";
import type { Contact, Context } from "../platform/context.ts";
import { asBatchRead } from "../platform/dynamodb/batch-read.ts";
import { asWrite } from "../platform/dynamodb/transaction.ts";
import { equals } from "../platform/money.ts";
import { DraftEntity } from "./entity.ts";
import { requireOwned } from "./owner.ts";
import { requireDraft } from "./read.ts";

interface PlaceDraft {
  idempotencyKey: string;
  paymentToken: string;
  /** The total that the customer was shown; the draft may have changed since. */
  agreedTotal: Money;
  contact?: Contact | undefined;
}

/**
 * Orders a draft for its customer, and removes it. The customer agrees to the total, not to each
 * price.
 * @throws draft.not_found, draft.changed, cart.sku_unknown, order.price_changed,
 * order.out_of_stock, order.shipping_unavailable, payment.token_invalid, idempotency.key_reused,
 * idempotency.in_progress
 */
export async function placeDraft(
  ctx: Context,
  draftId: string,
  { idempotencyKey, paymentToken, agreedTotal, contact }: PlaceDraft,
) {
  const request = keyedRequest(ctx, idempotencyKey, [draftId, paymentToken, agreedTotal.amount]);
  const draftRead = asBatchRead(DraftEntity.get({ draftId }));
  return placeOnce(ctx, request, draftRead, paymentToken, async ({ source, payment }) => {
    const stored = source && DraftEntity.parse({ Item: source }).data;
    const draft = await requireOwned(ctx, requireDraft(ctx, stored));
    if (!payment) throw invalidToken();

    const { lines, version } = draft;
    const { sellables, refuseShortages } = await readWantedLines(lines);
    const content = priceOrder(lines, sellables, draft);
    if (!equals(agreedTotal, content.totals.total)) throw priceChanged(content);
    await refuseShortages(ctx);

    const origin = `Placed from draft ${draftId}`;
    const customer = { customerId: ctx.actor.id, ...(contact && { contact }) };
    const order = newOrder(ctx, { ...content, ...customer, payment }, origin);
    const removeWrite = asWrite(
      DraftEntity.remove({ draftId }).where((found, { eq }) => eq(found.version, version)),
    );
    return commitOrder(ctx, request, order, removeWrite, "draft.changed");
  });
}
