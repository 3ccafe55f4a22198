import { createHmac, timingSafeEqual } from "node:crypto";
import { WEBHOOK_TOLERANCE_SECONDS } from "@tradewind/blueprint/ground/limits";

/** https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md */
export interface StandardHeaders {
  "webhook-id": string;
  "webhook-timestamp": string;
  "webhook-signature": string;
}

const PREFIX = "whsec_";
const VERSION = "v1";

/** Signs a webhook; returns its headers. */
export function sign(secret: string, id: string, nowMs: number, body: string): StandardHeaders {
  const timestamp = String(Math.floor(nowMs / 1000));
  return {
    "webhook-id": id,
    "webhook-timestamp": timestamp,
    "webhook-signature": `${VERSION},${mac(secret, id, timestamp, body).toString("base64")}`,
  };
}

/**
 * Returns the webhook's id when its signature is valid and recent, otherwise undefined. Compares in
 * constant time.
 */
export function verifyWebhook(
  secret: string,
  headers: Readonly<Record<string, string | undefined>>,
  nowMs: number,
  body: string,
): string | undefined {
  const { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": given } = headers;
  if (!id || id.length > 128 || !timestamp || !/^\d{1,12}$/.test(timestamp) || !given) return undefined;
  if (Math.abs(nowMs / 1000 - Number(timestamp)) > WEBHOOK_TOLERANCE_SECONDS) return undefined;
  const expected = mac(secret, id, timestamp, body);
  // During a change of secret there are several signatures.
  const good = given.split(" ").some((one) => {
    const [version, signature = ""] = one.split(",", 2);
    const bytes = Buffer.from(signature, "base64");
    return version === VERSION && bytes.length === expected.length && timingSafeEqual(bytes, expected);
  });
  return good ? id : undefined;
}

function mac(secret: string, id: string, timestamp: string, body: string): Buffer {
  const key = Buffer.from(secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : secret, "base64");
  return createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest();
}
