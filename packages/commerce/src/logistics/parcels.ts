import type { Scan, Tracking } from "@tradewind/blueprint/areas/logistics";

/** A parcel with its scans; `location` is where the carrier picks it up. */
export interface Parcel extends Pick<TrackedParcel, "trackingNumber" | "location" | "contents"> {
  /** ISO time of each scan. */
  scans: Partial<Record<Scan, string>>;
}

type TrackedParcel = Tracking["parcels"][number];

/**
 * One parcel for each location that gives units to an order. Tracking numbers derive from the
 * order's id, so a repeated step makes the same ones.
 */
export function parcelsOf(
  orderId: string,
  allocations: readonly { location: string; sku: string; quantity: number }[],
): Parcel[] {
  const number = orderId.replace(/^ord_/, "trk_");
  const byLocation = Map.groupBy(allocations, ({ location }) => location);
  return [...byLocation].map(([location, units], index) => {
    const quantities = new Map<string, number>();
    for (const { sku, quantity } of units) quantities.set(sku, (quantities.get(sku) ?? 0) + quantity);
    return {
      trackingNumber: index === 0 ? number : `${number}-${index + 1}`,
      location,
      contents: [...quantities].map(([sku, quantity]) => ({ sku, quantity })),
      scans: {},
    };
  });
}

const SCAN_ORDER: readonly Scan[] = ["PICKED_UP", "IN_TRANSIT", "OUT_FOR_DELIVERY", "DELIVERED"];

/** The furthest scan. Scans arrive in any order, and some never do. */
export function statusOf({ scans }: Parcel): TrackedParcel["status"] {
  return SCAN_ORDER.findLast((scan) => scans[scan] !== undefined) ?? "SCHEDULED";
}

/** True when the parcel has this scan or a later one, which implies it. */
export const hasReached =
  (scan: Scan) =>
  ({ scans }: Parcel): boolean =>
    SCAN_ORDER.slice(SCAN_ORDER.indexOf(scan)).some((further) => scans[further] !== undefined);

/**
 * The parcels with one more scan; undefined when it changes nothing, as the first report of a scan
 * counts.
 */
export function withScan(
  parcels: readonly Parcel[],
  seen: { trackingNumber: string; scan: Scan; at: string },
): Parcel[] | undefined {
  const parcel = parcels.find(({ trackingNumber }) => trackingNumber === seen.trackingNumber);
  if (!parcel || parcel.scans[seen.scan] !== undefined) return undefined;
  const scanned = { ...parcel, scans: { ...parcel.scans, [seen.scan]: seen.at } };
  return parcels.map((one) => (one === parcel ? scanned : one));
}

/** The scans of a parcel, oldest first. */
export function scansOf({ scans }: Parcel): TrackedParcel["scans"] {
  return SCAN_ORDER.flatMap((scan) => {
    const at = scans[scan];
    return at === undefined ? [] : [{ scan, at }];
  }).toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}
