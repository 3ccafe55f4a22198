/** Registers, lists and deletes the webhooks of merchants. */

import type { Context } from "../platform/context.ts";
import { electroOptions, type PageWanted } from "../platform/dynamodb/options.ts";
import { DomainError } from "../platform/errors.ts";
import { isoNow } from "../platform/time.ts";
import { pageOfDeliveries } from "./deliveries.ts";
import { deliveryView } from "./delivery-view.ts";
import { type Webhook, WebhookEntity } from "./entity.ts";
import { allWebhooks, forgetWebhooks, requireWebhook, targets } from "./registry.ts";
import { secretOf } from "./secret.ts";
import { allowedUrl } from "./target.ts";

const MOST_WEBHOOKS = 20;

const view = ({ webhookId, url, events, createdAt }: Webhook) => ({ id: webhookId, url, events, createdAt });

/**
 * Registers a webhook.
 * @returns the webhook with its secret, which is shown only here
 * @throws webhook.url_refused, webhook.too_many
 */
export async function create(ctx: Context, wanted: { url: string; events: string[] }) {
  const url = allowedUrl(wanted.url, targets());
  if (!url) {
    throw new DomainError("webhook.url_refused", {
      violations: [
        { pointer: "/body/url", detail: "An https URL with a public host, without user and fragment" },
      ],
    });
  }
  if ((await allWebhooks()).length >= MOST_WEBHOOKS) throw new DomainError("webhook.too_many");
  const webhook = {
    webhookId: ctx.ids.next("whk"),
    url: url.href,
    events: [...new Set(wanted.events)],
    createdAt: isoNow(ctx),
  };
  await WebhookEntity.create(webhook).go(electroOptions);
  forgetWebhooks();
  return { ...view(webhook), secret: await secretOf(webhook.webhookId) };
}

export async function list() {
  return { items: (await allWebhooks()).map(view) };
}

/** Deletes a webhook. @throws webhook.not_found */
export async function remove(webhookId: string): Promise<void> {
  await requireWebhook(webhookId);
  await WebhookEntity.delete({ webhookId }).go(electroOptions);
  forgetWebhooks();
}

/**
 * Deliveries of a webhook, newest first.
 * @throws webhook.not_found, request.invalid when the cursor is not one of ours
 */
export async function deliveries(webhookId: string, page: PageWanted) {
  await requireWebhook(webhookId);
  const { deliveries, cursor } = await pageOfDeliveries(webhookId, page);
  return { items: deliveries.map(deliveryView), ...(cursor ? { nextCursor: cursor } : {}) };
}
