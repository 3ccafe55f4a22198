import { webhookDeliveries } from "@tradewind/blueprint/areas/webhooks";
import type { Context } from "../platform/context.ts";
import { sign } from "../platform/standard-webhooks.ts";
import { isoNow } from "../platform/time.ts";
import { findDelivery, noteDelivery } from "./deliveries.ts";
import type { Delivery } from "./entity.ts";
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
 * @param receives number of times that the queue has handed out the message: an attempt that died
 * with its function counts, too
 * @throws WebhookNotDelivered
 */
export async function deliver(
  ctx: Context,
  due: { webhookId: string; deliveryId: string; attemptsBefore: number },
  receives: number,
): Promise<void> {
  const { webhookId, deliveryId } = due;
  const [webhook, delivery] = await Promise.all([
    findWebhook(webhookId),
    findDelivery(webhookId, deliveryId),
  ]);
  if (!webhook || !delivery || delivery.state === "DELIVERED") return;
  const attempts = due.attemptsBefore + receives;
  const note = (change: Partial<Delivery>) =>
    noteDelivery(webhookId, deliveryId, { ...change, attempts, lastAttemptAt: isoNow(ctx) });
  const last = receives >= webhookDeliveries.maxReceives;
  // The queue gives the message up after this attempt, even if nobody lives to note how it ended.
  if (last) await note({ state: "FAILED" });
  const outcome = await attempt(ctx, webhook, delivery);
  const delivered = /^2\d\d$/.test(outcome);
  await note({
    state: delivered ? "DELIVERED" : last ? "FAILED" : "RETRYING",
    lastOutcome: outcome,
  });
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
