import { type Scan, scan } from "@tradewind/blueprint/logistics";
import { isoTime } from "@tradewind/blueprint/schema";
import * as z from "zod/mini";

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
