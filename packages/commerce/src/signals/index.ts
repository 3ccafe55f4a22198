/**
 * Signals of the shop's pages. Anybody can send them, so these invariants hold:
 * - a signal is an event on a bus of its own, whose archive keeps it, and is written nowhere else;
 * - it has no address, id or token of a person, no query of an address and no free text;
 * - it never starts or changes anything in the shop.
 */
import {
  beaconShare,
  type CspReports,
  type PageEvents,
  pagePolicyViolated,
  pageSignalled,
} from "@tradewind/blueprint/areas/signals";
import type { Context } from "../platform/context.ts";
import { resourceOf } from "../platform/resource-of.ts";
import { withoutIds } from "./addresses.ts";
import { publishSignal } from "./publish.ts";
import { violationsIn } from "./violations.ts";

/**
 * Keeps the events of a page, or drops all of them, by the server's own share.
 * @param beacon `share` is the share of visits in which the page sends
 * @throws unavailable
 */
export async function keepBeacon(ctx: Context, beacon: { share: number; events: PageEvents }): Promise<void> {
  const own = Number(resourceOf(beaconShare).value);
  if (Math.random() >= own) return;
  const events = beacon.events.map((event) => ({ ...event, path: withoutIds(event.path) }));
  await publishSignal(ctx, pageSignalled, { share: beacon.share * own, events });
}

/**
 * Keeps the violations of the content security policy that a browser reports.
 * @throws unavailable
 */
export async function keepViolations(ctx: Context, reports: CspReports): Promise<void> {
  const violations = violationsIn(reports);
  if (violations.length > 0) await publishSignal(ctx, pagePolicyViolated, { violations });
}
