/** Webhooks that merchants register. */
import { isoNow } from "../platform/time.ts";
import { electroOptions } from "../platform/dynamodb/options.ts";
import type { Context } from "../platform/context.ts";
import { DomainError } from "../platform/errors.ts";
import { refuseForeignCursor } from "../platform/dynamodb/cursor.ts";
import { deliveryView } from "./delivery-view.ts";
import { DeliveryEntity, type Webhook, WebhookEntity } from "./entity.ts";
import { all, targets, theWebhook } from "./registry.ts";
import { secretOf } from "./secret.ts";
import { target } from "./target.ts";

const MOST_WEBHOOKS = 20;

const view = ({ webhookId, url, events, createdAt }: Webhook) => ({ id: webhookId, url, events, createdAt });

/** @throws webhook.url_refused, webhook.too_many */
export async function create(ctx: Context, wanted: { url: string; events: string[] }) {
  const url = target(wanted.url, targets());
  if (!url) {
    throw new DomainError("webhook.url_refused", {
      violations: [
        { pointer: "/body/url", detail: "An https URL with a public host, without user and fragment" },
      ],
    });
  }
  if ((await all()).length >= MOST_WEBHOOKS) throw new DomainError("webhook.too_many");
  const webhook = {
    webhookId: ctx.ids.next("whk"),
    url: url.href,
    events: [...new Set(wanted.events)],
    createdAt: isoNow(ctx),
  };
  await WebhookEntity.create(webhook).go(electroOptions);
  return { ...view(webhook), secret: await secretOf(webhook.webhookId) };
}

export async function list() {
  return { items: (await all()).map(view) };
}

/** @throws webhook.not_found */
export async function remove(webhookId: string): Promise<void> {
  await theWebhook(webhookId);
  await WebhookEntity.delete({ webhookId }).go(electroOptions);
}

/** @throws webhook.not_found, request.invalid when the cursor is not one of ours */
export async function deliveries(webhookId: string, page: { limit: number; cursor?: string | undefined }) {
  await theWebhook(webhookId);
  const { data, cursor } = await DeliveryEntity.query
    .primary({ webhookId })
    .go({
      ...electroOptions,
      order: "desc",
      limit: page.limit,
      ...(page.cursor ? { cursor: page.cursor } : {}),
    })
    .catch(refuseForeignCursor);
  return { items: data.map(deliveryView), ...(cursor ? { nextCursor: cursor } : {}) };
}
