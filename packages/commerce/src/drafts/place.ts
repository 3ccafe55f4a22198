import type { Money } from "@tradewind/blueprint/language/schema";
import {
  commitOrder,
  invalidToken,
  keyedRequest,
  newOrder,
  priceChanged,
  priceOrder,
  readForOrder,
  readWantedLines,
  replay,
} from "../orders/index.ts";
import type { Context } from "../platform/context.ts";
import { asRead, asWrite } from "../platform/dynamodb/transaction.ts";
import { equals } from "../platform/money.ts";
import { DraftEntity } from "./entity.ts";
import { requireOwned } from "./owner.ts";
import { requireDraft } from "./read.ts";

interface PlaceDraft {
  idempotencyKey: string;
  paymentToken: string;
  /** The total that the customer was shown; the draft may have changed since. */
  agreedTotal: Money;
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
  { idempotencyKey, paymentToken, agreedTotal }: PlaceDraft,
) {
  const request = keyedRequest(ctx, idempotencyKey, [draftId, paymentToken, agreedTotal.amount]);
  const draftRead = asRead(DraftEntity.get({ draftId }));
  const { earlier, source, payment } = await readForOrder(ctx, request, draftRead, paymentToken);
  if (earlier) return replay(request, earlier);

  const stored = source && DraftEntity.parse({ Item: source }).data;
  const draft = await requireOwned(ctx, requireDraft(ctx, stored));
  if (!payment) throw invalidToken();

  const { lines, version } = draft;
  const { sellables, refuseShortages } = await readWantedLines(lines);
  const content = priceOrder(lines, sellables, draft);
  if (!equals(agreedTotal, content.totals.total)) throw priceChanged(content);
  await refuseShortages(ctx);

  const origin = `Placed from draft ${draftId}`;
  const order = newOrder(ctx, { ...content, customerId: ctx.actor.id, payment }, origin);
  const removeWrite = asWrite(
    DraftEntity.remove({ draftId }).where((found, { eq }) => eq(found.version, version)),
  );
  return commitOrder(ctx, request, order, removeWrite, "draft.changed");
}
