import * as z from "zod/mini";
import { type Scan, scan, scanDetail } from "@tradewind/blueprint/areas/logistics";
import { isoTime } from "@tradewind/blueprint/language/schema";
import { recordByReference } from "./carrier-records.ts";
import { trackerScan } from "./easypost-events.ts";

/** A scan of one of our parcels. */
export interface ParcelScan {
  orderId: string;
  trackingNumber: string;
  scan: Scan;
  at: string;
  /** The carrier's own words about an UNDELIVERABLE parcel. */
  detail?: string | undefined;
}

const builtInEvent = () => z.looseObject({ type: z.string() });
const builtInScan = () =>
  z.object({
    data: z.object({ trackingNumber: z.string(), scan: scan(), at: isoTime(), detail: scanDetail() }),
  });

const readers: Readonly<Record<string, (body: unknown) => Promise<ParcelScan | undefined>>> = {
  "built-in": async (body) => {
    if (z.parse(builtInEvent(), body).type !== "parcel.scanned") return undefined;
    const { data } = z.parse(builtInScan(), body);
    return { ...data, orderId: orderOf(data.trackingNumber) };
  },
  easypost: async (body) => {
    const seen = trackerScan(body);
    const record = seen && (await recordByReference(seen.reference));
    // Ignore parcels that are not ours, and return parcels: they do not move the order's status.
    if (!record || !record.trackingNumber.startsWith("trk_")) return undefined;
    const { orderId, trackingNumber, cancelAskedAt } = record;
    // The carrier confirms what we asked it for.
    if (seen.isVoid && cancelAskedAt !== undefined) return undefined;
    return { orderId, trackingNumber, scan: seen.scan, at: seen.at, detail: seen.detail };
  },
};

/**
 * Reads a carrier's report; undefined when it is no scan of ours.
 * @throws when the report is not understood: it becomes a dead letter for a person to look at
 */
export async function readScan({
  carrier,
  body,
}: {
  carrier: string;
  body: string;
}): Promise<ParcelScan | undefined> {
  const read = Object.hasOwn(readers, carrier) ? readers[carrier] : undefined;
  if (!read) throw new Error(`There is no carrier ${carrier}.`);
  return read(JSON.parse(body));
}

/** The order of a parcel, from our own tracking number. */
const orderOf = (trackingNumber: string): string =>
  trackingNumber.replace(/^trk_/, "ord_").replace(/-\d+$/, "");
