import { SendMessageCommand } from "@aws-sdk/client-sqs";
import { webhookDeliveries } from "@tradewind/blueprint/areas/webhooks";
import { sqs } from "../platform/clients/sqs.ts";
import type { Context } from "../platform/context.ts";
import { electroOptions } from "../platform/dynamodb/options.ts";
import { DomainError } from "../platform/errors.ts";
import { resourceOf } from "../platform/resource-of.ts";
import { DAY_SECONDS, epochSeconds, isoNow } from "../platform/time.ts";
import { deliveryIdOf, deliveryKey, findDelivery, noteDelivery } from "./deliveries.ts";
import { deliveryView } from "./delivery-view.ts";
import { DeliveryEntity } from "./entity.ts";
import { knownWebhooks, requireWebhook } from "./registry.ts";

const KEEP_DAYS = 30;

/**
 * Makes a delivery of an event for each webhook that asks for its type. A repeated event makes no
 * second one.
 */
export async function fanOut(
  ctx: Context,
  event: { id: string; type: string; time: string; data: object },
): Promise<void> {
  const asking = (await knownWebhooks(ctx)).filter(({ events }) => events.includes(event.type));
  await Promise.all(
    asking.map(async ({ webhookId }) => {
      const deliveryId = deliveryIdOf(event.id);
      const { rejected } = await DeliveryEntity.put({
        ...deliveryKey(webhookId, deliveryId),
        eventId: event.id,
        eventType: event.type,
        body: JSON.stringify({ type: event.type, timestamp: event.time, data: event.data }),
        state: "PENDING",
        attempts: 0,
        createdAt: isoNow(ctx),
        expiresAt: epochSeconds(ctx) + KEEP_DAYS * DAY_SECONDS,
      })
        .where(({ attempts }, { notExists, eq }) => `${notExists(attempts)} OR ${eq(attempts, 0)}`)
        .go({ ...electroOptions, returnOnConditionCheckFailure: true });
      // A delivery without attempts may be left over from a process that died before it queued it.
      if (!rejected) await send(ctx, webhookId, deliveryId, 0);
    }),
  );
}

/**
 * Sends a delivery again, with as many attempts as a new one.
 * @throws webhook.not_found, webhook.delivery_not_found
 */
export async function redeliver(ctx: Context, webhookId: string, deliveryId: string) {
  await requireWebhook(webhookId);
  const delivery = await findDelivery(webhookId, deliveryId);
  if (!delivery) throw new DomainError("webhook.delivery_not_found");
  await noteDelivery(webhookId, deliveryId, { state: "PENDING" });
  await send(ctx, webhookId, deliveryId, delivery.attempts);
  return deliveryView({ ...delivery, state: "PENDING" });
}

async function send(
  ctx: Context,
  webhookId: string,
  deliveryId: string,
  attemptsBefore: number,
): Promise<void> {
  await sqs.send(
    new SendMessageCommand({
      QueueUrl: resourceOf(webhookDeliveries).url,
      MessageBody: JSON.stringify({ webhookId, deliveryId, attemptsBefore }),
      MessageAttributes: { correlationId: { DataType: "String", StringValue: ctx.correlationId } },
    }),
  );
}
