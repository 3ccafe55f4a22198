/** Cards become tokens, and a token pays for one order. */

import type { Context } from "../platform/context.ts";
import { electroOptions } from "../platform/dynamodb/options.ts";
import { epochSeconds } from "../platform/time.ts";
import { brandOf, checkCard } from "./card.ts";
import { PaymentTokenEntity } from "./entity.ts";
import { fingerprint } from "./fingerprint.ts";
import type { Card } from "./processor.ts";
import { testProcessor as processor } from "./test-processor.ts";

const TOKEN_SECONDS = 60 * 60;

/** @throws payment.card_invalid, payment.card_unsupported */
export async function tokenize(ctx: Context, card: Card) {
  checkCard(card, ctx.clock.now());
  const { instrument } = await processor.register(card);
  const token = ctx.ids.next("tok");
  const brand = brandOf(card.number);
  const last4 = card.number.slice(-4);
  await PaymentTokenEntity.create({
    token,
    customerId: ctx.actor.id,
    brand,
    last4,
    instrument,
    fingerprint: await fingerprint(card.number),
    expiresAt: epochSeconds(ctx) + TOKEN_SECONDS,
  }).go({ ...electroOptions, response: "none" });
  return { token, brand, last4 };
}
