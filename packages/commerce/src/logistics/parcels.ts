import type { Scan } from "@tradewind/blueprint/logistics";

/** A parcel and where it has been seen. */
export interface Parcel {
  trackingNumber: string;
  /** ISO time of each scan. */
  scans: Partial<Record<Scan, string>>;
}

const WAY: readonly Scan[] = ["PICKED_UP", "IN_TRANSIT", "OUT_FOR_DELIVERY", "DELIVERED"];

/** The furthest scan; scans arrive in any order, and some never do. */
export function statusOf({ scans }: Parcel): "SCHEDULED" | Scan {
  return WAY.findLast((scan) => scans[scan] !== undefined) ?? "SCHEDULED";
}

/** Whether every parcel has come as far as this. */
export function allReached(parcels: readonly Parcel[], scan: Scan): boolean {
  const far = WAY.indexOf(scan);
  return parcels.every((parcel) => WAY.slice(far).some((further) => parcel.scans[further] !== undefined));
}

/** The parcels with one more scan, or undefined when it changes nothing: the first report of a scan counts. */
export function withScan(
  parcels: readonly Parcel[],
  seen: { trackingNumber: string; scan: Scan; at: string },
): Parcel[] | undefined {
  const parcel = parcels.find(({ trackingNumber }) => trackingNumber === seen.trackingNumber);
  if (!parcel || parcel.scans[seen.scan] !== undefined) return undefined;
  const scanned = { ...parcel, scans: { ...parcel.scans, [seen.scan]: seen.at } };
  return parcels.map((one) => (one === parcel ? scanned : one));
}

/** The scans of a parcel, by time. */
export function scansOf({ scans }: Parcel): { scan: Scan; at: string }[] {
  return WAY.flatMap((scan) => {
    const at = scans[scan];
    return at === undefined ? [] : [{ scan, at }];
  }).toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}
