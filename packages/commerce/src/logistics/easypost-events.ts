/**
 * EasyPost's webhooks, without its SDK: https://docs.easypost.com/docs/events,
 * https://docs.easypost.com/guides/webhooks-guide
 */
import { createHmac, timingSafeEqual } from "node:crypto";
import * as z from "zod/mini";
import type { Scan } from "@tradewind/blueprint/areas/logistics";

/** Scans by tracker status; other statuses, such as `pre_transit`, are no scans. */
const SCANS: Readonly<Record<string, Scan>> = {
  in_transit: "IN_TRANSIT",
  out_for_delivery: "OUT_FOR_DELIVERY",
  delivered: "DELIVERED",
};

const event = () => z.looseObject({ description: z.string(), result: z.looseObject({}) });
const tracker = () =>
  z.looseObject({ status: z.string(), shipment_id: z.nullish(z.string()), updated_at: z.string() });

/** Reads the scan of a tracker event; `reference` is EasyPost's id of the shipment. */
export function trackerScan(body: unknown): { reference: string; scan: Scan; at: string } | undefined {
  const { description, result } = z.parse(event(), body);
  if (!description.startsWith("tracker.")) return undefined;
  const { status, shipment_id: reference, updated_at: at } = z.parse(tracker(), result);
  const scan = Object.hasOwn(SCANS, status) ? SCANS[status] : undefined;
  return scan && reference ? { reference, scan, at: new Date(at).toISOString() } : undefined;
}

const signed = () => z.looseObject({ id: z.string().check(z.minLength(1), z.maxLength(100)) });

/** Returns the id of an event with a valid signature, otherwise undefined. */
export function verifyEasyPostWebhook(
  secret: string,
  headers: Readonly<Record<string, string | undefined>>,
  body: string,
): string | undefined {
  const given = Buffer.from(headers["x-hmac-signature"] ?? "");
  const hmac = createHmac("sha256", secret.normalize("NFKD")).update(withFloatWeights(body)).digest("hex");
  const wanted = Buffer.from(`hmac-sha256-hex=${hmac}`);
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return undefined;
  return z.parse(signed(), JSON.parse(body)).id;
}

/**
 * EasyPost signs weights as floats, `3.0`, but may send them as `3`:
 * https://github.com/EasyPost/easypost-node/issues/467
 */
const withFloatWeights = (body: string) => body.replaceAll(/("weight":\s*)(\d+)(\s*)(?=[,}])/g, "$1$2.0$3");
