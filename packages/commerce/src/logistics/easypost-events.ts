/**
 * EasyPost's webhooks, without its SDK: https://docs.easypost.com/docs/events,
 * https://docs.easypost.com/guides/webhooks-guide
 */
import { createHmac, timingSafeEqual } from "node:crypto";
import * as z from "zod/mini";
import { MOST_DETAIL_CHARACTERS, type Scan } from "@tradewind/blueprint/areas/logistics";

/** Scans by tracker status; other statuses, such as `pre_transit`, are no scans. */
const SCANS: Readonly<Record<string, Scan>> = {
  in_transit: "IN_TRANSIT",
  // In a shop or locker, for the customer to fetch.
  available_for_pickup: "IN_TRANSIT",
  out_for_delivery: "OUT_FOR_DELIVERY",
  delivered: "DELIVERED",
  return_to_sender: "UNDELIVERABLE",
  failure: "UNDELIVERABLE",
  cancelled: "UNDELIVERABLE",
  error: "UNDELIVERABLE",
};

const event = () => z.looseObject({ description: z.string(), result: z.looseObject({}) });
const trackingDetail = () => z.looseObject({ status: z.nullish(z.string()), message: z.nullish(z.string()) });
const tracker = () =>
  z.looseObject({
    status: z.string(),
    shipment_id: z.nullish(z.string()),
    updated_at: z.string(),
    tracking_details: z.nullish(z.array(trackingDetail())),
  });
type Tracker = z.output<ReturnType<typeof tracker>>;

/** The scan that a tracker shows. */
interface TrackerScan {
  /** EasyPost's id of the shipment. */
  reference: string;
  scan: Scan;
  at: string;
  detail?: string;
  /** The label of the shipment is void. */
  isVoid: boolean;
}

/** Reads the scan of a tracker event. */
export function trackerScan(body: unknown): TrackerScan | undefined {
  const { description, result } = z.parse(event(), body);
  if (!description.startsWith("tracker.")) return undefined;
  const seen = z.parse(tracker(), result);
  const { status, shipment_id: reference, updated_at: at } = seen;
  const scan = scanOf(seen);
  if (!scan || !reference) return undefined;
  return {
    reference,
    scan,
    at: new Date(at).toISOString(),
    ...(scan === "UNDELIVERABLE" && { detail: detailOf(seen) }),
    isVoid: status === "cancelled",
  };
}

/** Once a parcel is on its way back, even its delivery is one to the sender. */
function scanOf({ status, tracking_details: details }: Tracker): Scan | undefined {
  const scan = Object.hasOwn(SCANS, status) ? SCANS[status] : undefined;
  const isReturning = details?.some((detail) => detail.status === "return_to_sender") ?? false;
  return scan && isReturning ? "UNDELIVERABLE" : scan;
}

/** The status with the carrier's last message. */
function detailOf({ status, tracking_details: details }: Tracker): string {
  const message = details?.findLast((detail) => detail.message)?.message;
  return (message ? `${status}: ${message}` : status).slice(0, MOST_DETAIL_CHARACTERS);
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
