import { type Scan, scan } from "@tradewind/blueprint/areas/logistics";
import { isoTime } from "@tradewind/blueprint/language/schema";
import * as z from "zod/mini";
import { CarrierRecords } from "./carrier-records.ts";
import { trackerScan } from "./easypost-events.ts";

/** A parcel was seen. */
export interface Seen {
  orderId: string;
  trackingNumber: string;
  scan: Scan;
  at: string;
}

const builtInEvent = () => z.looseObject({ type: z.string() });
const builtInScan = () =>
  z.object({ data: z.object({ trackingNumber: z.string(), scan: scan(), at: isoTime() }) });

const readers: Readonly<Record<string, (body: unknown) => Promise<Seen | undefined>>> = {
  "built-in": async (body) => {
    if (z.parse(builtInEvent(), body).type !== "parcel.scanned") return undefined;
    const { data } = z.parse(builtInScan(), body);
    return { ...data, orderId: orderOf(data.trackingNumber) };
  },
  easypost: async (body) => {
    const seen = trackerScan(body);
    const record = seen && (await CarrierRecords.byReference(seen.reference));
    // The account may have other parcels than ours, and a return's way is no way of its order.
    if (!record || !record.trackingNumber.startsWith("trk_")) return undefined;
    const { orderId, trackingNumber } = record;
    return { orderId, trackingNumber, scan: seen.scan, at: seen.at };
  },
};

/**
 * What a carrier's report says in our words; undefined for what is no scan of ours.
 * @throws when it is not understood: it becomes a dead letter for a person to look at
 */
export async function seenIn({
  carrier,
  body,
}: {
  carrier: string;
  body: string;
}): Promise<Seen | undefined> {
  const read = Object.hasOwn(readers, carrier) ? readers[carrier] : undefined;
  if (!read) throw new Error(`There is no carrier ${carrier}.`);
  return read(JSON.parse(body));
}

/** The order of a parcel that has our own number. */
const orderOf = (trackingNumber: string): string =>
  trackingNumber.replace(/^trk_/, "ord_").replace(/-\d+$/, "");
