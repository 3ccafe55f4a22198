import { webhookTargets } from "@tradewind/blueprint/areas/webhooks";
import type { Context } from "../platform/context.ts";
import { electroOptions } from "../platform/dynamodb/options.ts";
import { DomainError } from "../platform/errors.ts";
import { resourceOf } from "../platform/resource-of.ts";
import { type Webhook, WebhookEntity } from "./entity.ts";
import type { Targets } from "./target.ts";

export const targets = (): Targets =>
  resourceOf(webhookTargets).value === "loopback" ? "loopback" : "public";

export async function allWebhooks(): Promise<Webhook[]> {
  const { data } = await WebhookEntity.query
    .primary({})
    .go({ ...electroOptions, pages: "all", consistent: true });
  return data;
}

/** Events are published by thousands a second, and webhooks change once a month. */
const KNOWN_FOR_MS = 30_000;
let known: { webhooks: Webhook[]; at: number } | undefined;

/**
 * All webhooks, as this process read them half a minute ago at most. A read that is under way is
 * not shared: the invocation that began it may die, and others would wait for it in vain.
 */
export async function knownWebhooks({ clock }: Pick<Context, "clock">): Promise<Webhook[]> {
  const now = clock.now();
  if (known && Math.abs(now - known.at) < KNOWN_FOR_MS) return known.webhooks;
  const webhooks = await allWebhooks();
  known = { webhooks, at: now };
  return webhooks;
}

/**
 * Tells which types of events some merchant asks for. While the registry cannot be read, that is
 * every type: one event too many does no harm, and a sale must not wait for the registry.
 */
export async function typesAskedFor(ctx: Pick<Context, "clock">): Promise<(type: string) => boolean> {
  try {
    const types = new Set((await knownWebhooks(ctx)).flatMap(({ events }) => events));
    return (type) => types.has(type);
  } catch {
    return () => true;
  }
}

export function forgetWebhooks(): void {
  known = undefined;
}

export async function findWebhook(webhookId: string): Promise<Webhook | undefined> {
  const { data } = await WebhookEntity.get({ webhookId }).go({ ...electroOptions, consistent: true });
  return data ?? undefined;
}

/** Reads a webhook. @throws webhook.not_found */
export async function requireWebhook(webhookId: string): Promise<Webhook> {
  const webhook = await findWebhook(webhookId);
  if (!webhook) throw new DomainError("webhook.not_found");
  return webhook;
}
