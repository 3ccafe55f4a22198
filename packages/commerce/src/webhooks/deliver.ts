import { webhookDeliveries } from "@tradewind/blueprint/areas/webhooks";
import type { Context } from "../platform/context.ts";
import { electroOptions } from "../platform/dynamodb/options.ts";
import { sign } from "../platform/standard-webhooks.ts";
import { isoNow } from "../platform/time.ts";
import { type Delivery, DeliveryEntity } from "./entity.ts";
import { post } from "./post.ts";
import { findWebhook, targets } from "./registry.ts";
import { secretOf } from "./secret.ts";
import { allowedUrl } from "./target.ts";

/** The receiver did not accept it: the queue delivers it again later. */
class NotDelivered extends Error {
  override readonly name = "WebhookNotDelivered";
}

/**
 * Makes one attempt. Skips a delivery that was accepted meanwhile, or whose webhook is deleted.
 * @throws WebhookNotDelivered
 */
export async function deliver(
  ctx: Context,
  due: { webhookId: string; deliveryId: string; attemptsBefore: number },
): Promise<void> {
  const { webhookId, deliveryId } = due;
  const [webhook, { data: delivery }] = await Promise.all([
    findWebhook(webhookId),
    DeliveryEntity.get({ webhookId, deliveryId }).go({ ...electroOptions, consistent: true }),
  ]);
  if (!webhook || !delivery || delivery.state === "DELIVERED") return;
  const outcome = await attempt(ctx, webhook, delivery);
  const delivered = /^2\d\d$/.test(outcome);
  const attempts = delivery.attempts + 1;
  const last = attempts - due.attemptsBefore >= webhookDeliveries.maxReceives;
  const state: Delivery["state"] = delivered ? "DELIVERED" : last ? "FAILED" : "RETRYING";
  await DeliveryEntity.patch({ webhookId, deliveryId })
    .set({ state, attempts, lastOutcome: outcome, lastAttemptAt: isoNow(ctx) })
    .go({ ...electroOptions, response: "none" });
  if (!delivered) throw new NotDelivered(`${deliveryId} was answered ${outcome}.`);
}

/** The receiver's status, or the name of the error. */
async function attempt(
  ctx: Context,
  webhook: { webhookId: string; url: string },
  { deliveryId, body }: { deliveryId: string; body: string },
): Promise<string> {
  const allowed = targets();
  // The allowed targets may have changed since the webhook was created.
  const url = allowedUrl(webhook.url, allowed);
  if (!url) return "NOT_PUBLIC";
  const secret = await secretOf(webhook.webhookId);
  try {
    return String(await post(url, allowed, { ...sign(secret, deliveryId, ctx.clock.now(), body) }, body));
  } catch (error) {
    const { code, name } = error as NodeJS.ErrnoException;
    return typeof code === "string" ? code : name;
  }
}
