import { electroOptions } from "../platform/dynamodb/options.ts";
import { webhookTargets } from "@tradewind/blueprint/areas/webhooks";
import { DomainError } from "../platform/errors.ts";
import { resourceOf } from "../platform/resource-of.ts";
import { type Webhook, WebhookEntity } from "./entity.ts";
import type { Targets } from "./target.ts";

export const targets = (): Targets =>
  resourceOf(webhookTargets).value === "loopback" ? "loopback" : "public";

export async function all(): Promise<Webhook[]> {
  const { data } = await WebhookEntity.query
    .primary({})
    .go({ ...electroOptions, pages: "all", consistent: true });
  return data;
}

export async function find(webhookId: string): Promise<Webhook | undefined> {
  const { data } = await WebhookEntity.get({ webhookId }).go({ ...electroOptions, consistent: true });
  return data ?? undefined;
}

/** @throws webhook.not_found */
export async function theWebhook(webhookId: string): Promise<Webhook> {
  const webhook = await find(webhookId);
  if (!webhook) throw new DomainError("webhook.not_found");
  return webhook;
}
