import { readScan } from "../../logistics/index.ts";
import type { Context } from "../../platform/context.ts";
import { once } from "../../platform/messaging/index.ts";
import { parcelSeen } from "./parcel-seen.ts";

const CONSUMER = "carrier-events";

/** Applies a carrier's webhook, once however often it arrives. */
export async function carrierReported(
  ctx: Context,
  event: { carrier: string; id: string; body: string },
): Promise<void> {
  await once(ctx, CONSUMER, `${event.carrier}/${event.id}`, async () => {
    const seen = await readScan(event);
    if (seen) await parcelSeen(ctx, seen);
  });
}
