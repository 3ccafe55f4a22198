/**
 * Carriers' webhooks. Invariants: nothing of one is believed before its signature is found good; a carrier is answered
 * before anything is done; one that comes again has no further effect.
 */
import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { NOT_SET } from "@tradewind/blueprint/define";
import {
  builtInCarrierSecret,
  carrierEvents,
  MOST_EVENT_CHARACTERS,
  type Scan,
  scan,
} from "@tradewind/blueprint/logistics";
import { isoTime } from "@tradewind/blueprint/schema";
import * as z from "zod/mini";
import type { Context } from "../context.ts";
import { DomainError } from "../errors.ts";
import { linked } from "../storage/linked.ts";
import { verified } from "../webhooks/standard-signature.ts";

interface SignedRequest {
  body: string;
  headers: Readonly<Record<string, string | undefined>>;
}

/** The id of a webhook whose signature is good and fresh, by carrier. */
const verifiers: Readonly<Record<string, (nowMs: number, request: SignedRequest) => string | undefined>> = {
  "built-in": (nowMs, { headers, body }) => verified(secretOf(builtInCarrierSecret), headers, nowMs, body),
};

function secretOf(definition: typeof builtInCarrierSecret): string {
  const { value } = linked(definition);
  if (value === NOT_SET) throw new DomainError("webhook.source_unknown");
  return value;
}

const sqs = new SQSClient({});

/** @throws webhook.source_unknown, webhook.signature_invalid, request.too_large */
export async function receive(ctx: Context, carrier: string, request: SignedRequest): Promise<void> {
  const verify = Object.hasOwn(verifiers, carrier) ? verifiers[carrier] : undefined;
  if (!verify) throw new DomainError("webhook.source_unknown");
  const id = verify(ctx.clock.now(), request);
  if (id === undefined) throw new DomainError("webhook.signature_invalid");
  if (request.body.length > MOST_EVENT_CHARACTERS) throw new DomainError("request.too_large");
  await sqs.send(
    new SendMessageCommand({
      QueueUrl: linked(carrierEvents).url,
      MessageBody: JSON.stringify({ carrier, id, body: request.body }),
      MessageAttributes: { correlationId: { DataType: "String", StringValue: ctx.correlationId } },
    }),
  );
}

/** What a carrier says of a parcel, in our words; undefined for what is no scan. */
export interface Reported {
  trackingNumber: string;
  scan: Scan;
  at: string;
}

const builtInEvent = () => z.looseObject({ type: z.string() });
const builtInScan = () =>
  z.object({ data: z.object({ trackingNumber: z.string(), scan: scan(), at: isoTime() }) });

const readers: Readonly<Record<string, (body: unknown) => Reported | undefined>> = {
  "built-in": (body) =>
    z.parse(builtInEvent(), body).type === "parcel.scanned" ? z.parse(builtInScan(), body).data : undefined,
};

/** @throws when a carrier's report is not understood: it becomes a dead letter for a person to look at */
export function reportOf({ carrier, body }: { carrier: string; body: string }): Reported | undefined {
  const read = Object.hasOwn(readers, carrier) ? readers[carrier] : undefined;
  if (!read) throw new Error(`There is no carrier ${carrier}.`);
  return read(JSON.parse(body));
}

/** The order of a parcel that has our own number. */
export const orderOf = (trackingNumber: string): string =>
  trackingNumber.replace(/^trk_/, "ord_").replace(/-\d+$/, "");
