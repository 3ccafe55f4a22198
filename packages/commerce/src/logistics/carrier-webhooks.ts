/**
 * Carriers' webhooks. Invariants:
 * - Nothing in a webhook is used before its signature is verified.
 * - The carrier gets its answer before the webhook is processed.
 * - A repeated webhook has no further effect.
 */

import { SendMessageCommand } from "@aws-sdk/client-sqs";
import { easyPostWebhookSecret } from "@tradewind/blueprint/areas/carriers";
import {
  builtInCarrierSecret,
  carrierEvents,
  MOST_EVENT_CHARACTERS,
} from "@tradewind/blueprint/areas/logistics";
import { NOT_SET, type SecretDefinition } from "@tradewind/blueprint/language/resources";
import { sqs } from "../platform/clients/sqs.ts";
import type { Context } from "../platform/context.ts";
import { DomainError } from "../platform/errors.ts";
import { resourceOf } from "../platform/resource-of.ts";
import { verifyWebhook } from "../platform/standard-webhooks.ts";
import { verifyEasyPostWebhook } from "./easypost-events.ts";

interface SignedRequest {
  body: string;
  headers: Readonly<Record<string, string | undefined>>;
}

/** Verifiers by carrier; each returns the id of a webhook with a valid signature. */
const verifiers: Readonly<Record<string, (nowMs: number, request: SignedRequest) => string | undefined>> = {
  "built-in": (nowMs, { headers, body }) =>
    verifyWebhook(secretOf(builtInCarrierSecret), headers, nowMs, body),
  // EasyPost signs no time. A replay has no effect, as its id is known.
  easypost: (_nowMs, { headers, body }) =>
    verifyEasyPostWebhook(secretOf(easyPostWebhookSecret), headers, body),
};

function secretOf(definition: SecretDefinition): string {
  const { value } = resourceOf(definition);
  if (value === NOT_SET) throw new DomainError("webhook.source_unknown");
  return value;
}

/**
 * Verifies a webhook and queues it.
 * @throws webhook.source_unknown, webhook.signature_invalid, request.too_large
 */
export async function receive(ctx: Context, carrier: string, request: SignedRequest): Promise<void> {
  const verify = Object.hasOwn(verifiers, carrier) ? verifiers[carrier] : undefined;
  if (!verify) throw new DomainError("webhook.source_unknown");
  const id = verify(ctx.clock.now(), request);
  if (id === undefined) throw new DomainError("webhook.signature_invalid");
  if (request.body.length > MOST_EVENT_CHARACTERS) throw new DomainError("request.too_large");
  await sqs.send(
    new SendMessageCommand({
      QueueUrl: resourceOf(carrierEvents).url,
      MessageBody: JSON.stringify({ carrier, id, body: request.body }),
      MessageAttributes: { correlationId: { DataType: "String", StringValue: ctx.correlationId } },
    }),
  );
}
