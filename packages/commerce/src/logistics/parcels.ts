import { type Milestone, milestones, type Scan, type Tracking } from "@tradewind/blueprint/areas/logistics";

/** A parcel with its scans; `location` is where the carrier picks it up. */
export interface Parcel extends Pick<TrackedParcel, "trackingNumber" | "location" | "contents"> {
  /** ISO time of each scan. */
  scans: Partial<Record<Scan, string>>;
  /** The carrier's own words about an UNDELIVERABLE parcel. */
  detail?: string;
  /** ISO time at which the carrier confirmed that the booking is cancelled. */
  cancelledAt?: string;
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

/** True when the parcel has come this far: it has this scan or a later one, which implies it. */
export const hasReached =
  (milestone: Milestone) =>
  ({ scans }: Parcel): boolean =>
    milestones.slice(milestones.indexOf(milestone)).some((further) => scans[further] !== undefined);

/**
 * The furthest milestone, or UNDELIVERABLE if the parcel has not moved on since that report. Scans
 * arrive in any order, and some never do.
 */
export function statusOf({ scans, cancelledAt }: Parcel): TrackedParcel["status"] {
  const furthest = milestones.findLast((milestone) => scans[milestone] !== undefined);
  const { UNDELIVERABLE: gaveUpAt } = scans;
  if (gaveUpAt !== undefined && furthest !== "DELIVERED") {
    const seenAt = furthest && scans[furthest];
    if (seenAt === undefined || !isEarlier(gaveUpAt, seenAt)) return "UNDELIVERABLE";
  }
  return furthest ?? (cancelledAt === undefined ? "SCHEDULED" : "CANCELLED");
}

/**
 * The parcels with one more scan; undefined when it changes nothing. Of a milestone the earliest
 * report counts, of UNDELIVERABLE the latest. So any order of arrival leads to the same parcel.
 */
export function withScan(
  parcels: readonly Parcel[],
  { trackingNumber, scan, at, detail }: ReportedScan,
): Parcel[] | undefined {
  const parcel = parcels.find((one) => one.trackingNumber === trackingNumber);
  if (!parcel) return undefined;
  const { [scan]: known } = parcel.scans;
  const isTrouble = scan === "UNDELIVERABLE";
  if (known !== undefined && !(isTrouble ? isEarlier(known, at) : isEarlier(at, known))) return undefined;
  const scanned: Parcel = {
    ...parcel,
    scans: { ...parcel.scans, [scan]: at },
    ...(isTrouble && detail !== undefined && { detail }),
  };
  return parcels.map((one) => (one === parcel ? scanned : one));
}

interface ReportedScan {
  trackingNumber: string;
  scan: Scan;
  at: string;
  detail?: string | undefined;
}

/** The scans of a parcel, oldest first. */
export function scansOf({ scans, detail }: Parcel): TrackedParcel["scans"] {
  const known = Object.entries(scans) as [Scan, string][];
  return known
    .map(([scan, at]) => ({ scan, at, ...(scan === "UNDELIVERABLE" && detail !== undefined && { detail }) }))
    .toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at) || rank(a.scan) - rank(b.scan));
}

/** Scans of the same time are in the order of the way. */
const rank = (scan: Scan): number => (milestones as readonly Scan[]).indexOf(scan);

/** Compares two ISO times, whose precision may differ. */
export const isEarlier = (a: string, b: string): boolean => Date.parse(a) < Date.parse(b);
