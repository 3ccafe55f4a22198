import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { milestones, scan } from "@tradewind/blueprint/areas/logistics";
import {
  hasReached,
  type Parcel,
  scansOf,
  statusOf,
  withScan,
} from "../../packages/commerce/src/logistics/parcels.ts";

const trackingNumber = "trk_1";
const unseen: Parcel = { trackingNumber, location: "loc_main", contents: [], scans: {} };

type Report = Parameters<typeof withScan>[1];
const report = (kind: Report["scan"], minute: number, detail?: string): Report => ({
  trackingNumber,
  scan: kind,
  at: `2026-11-01T12:${String(minute).padStart(2, "0")}:00.000Z`,
  ...(detail !== undefined && { detail }),
});

const after = (reports: readonly Report[]): Parcel =>
  reports.reduce((parcels, seen) => withScan(parcels, seen) ?? parcels, [unseen])[0] ?? unseen;

/** Reports as carriers may make them: of any kind, at any time, several of one kind. */
const reports = fc.uniqueArray(
  fc.record({ kind: fc.constantFrom(...scan().options), minute: fc.integer({ min: 0, max: 59 }) }),
  { maxLength: 8, selector: ({ minute }) => minute },
);

describe("a parcel", () => {
  it("comes to the same whatever order its reports arrive in, and however often", () => {
    const arrivals = reports.chain((made) => {
      const sent = made.map(({ kind, minute }) => report(kind, minute, `words of minute ${minute}`));
      const again = fc.subarray([...sent, ...sent], { minLength: 0 });
      return again.chain((more) =>
        fc.tuple(
          fc.constant(sent),
          fc.shuffledSubarray([...sent, ...more], { minLength: sent.length + more.length }),
        ),
      );
    });
    fc.assert(
      fc.property(arrivals, ([sent, arrived]) => {
        expect(after(arrived)).toEqual(after(sent));
        expect(statusOf(after(arrived))).toBe(statusOf(after(sent)));
      }),
      { seed: 12 },
    );
  });

  it("never goes back to an earlier milestone", () => {
    const rank = (parcel: Parcel) => milestones.filter((milestone) => hasReached(milestone)(parcel)).length;
    fc.assert(
      fc.property(reports, (made) => {
        const sent = made.map(({ kind, minute }) => report(kind, minute));
        for (let seen = 1; seen <= sent.length; seen += 1)
          expect(rank(after(sent.slice(0, seen)))).toBeGreaterThanOrEqual(
            rank(after(sent.slice(0, seen - 1))),
          );
      }),
      { seed: 12 },
    );
  });

  it.each<[string, Report[], string]>([
    ["before the carrier comes", [], "SCHEDULED"],
    ["when the carrier gives up", [report("IN_TRANSIT", 1), report("UNDELIVERABLE", 2)], "UNDELIVERABLE"],
    ["when the carrier never takes it", [report("UNDELIVERABLE", 1)], "UNDELIVERABLE"],
    [
      "when it moves on after all",
      [report("UNDELIVERABLE", 1), report("OUT_FOR_DELIVERY", 2)],
      "OUT_FOR_DELIVERY",
    ],
    [
      "when the carrier gives up a second time",
      [report("UNDELIVERABLE", 1), report("OUT_FOR_DELIVERY", 2), report("UNDELIVERABLE", 3)],
      "UNDELIVERABLE",
    ],
    ["once it is delivered", [report("UNDELIVERABLE", 1), report("DELIVERED", 2)], "DELIVERED"],
  ])("has a status that says where it is %s", (_when, made, status) => {
    expect(statusOf(after(made))).toBe(status);
  });

  it("is CANCELLED until a carrier that was told not to come has it after all", () => {
    const cancelled = { ...unseen, cancelledAt: "2026-11-01T12:00:00.000Z" };
    expect(statusOf(cancelled)).toBe("CANCELLED");
    const [taken = unseen] = withScan([cancelled], report("PICKED_UP", 1)) ?? [];
    expect(statusOf(taken)).toBe("PICKED_UP");
  });

  it("lists its scans from the oldest, by time and not by text", () => {
    const parcel = after([
      { ...report("IN_TRANSIT", 0), at: "2026-11-01T12:00:00.500Z" },
      { ...report("PICKED_UP", 0), at: "2026-11-01T12:00:00Z" },
      report("UNDELIVERABLE", 1, "Refused"),
    ]);
    expect(scansOf(parcel)).toMatchObject([
      { scan: "PICKED_UP" },
      { scan: "IN_TRANSIT" },
      { scan: "UNDELIVERABLE", detail: "Refused" },
    ]);
  });
});
