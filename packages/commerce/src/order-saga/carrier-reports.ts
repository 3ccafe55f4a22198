import type { Context } from "../context.ts";
import { orderOf, reportOf } from "../logistics/index.ts";
import { once } from "../messaging/index.ts";
import { parcelSeen } from "./signals.ts";

const CONSUMER = "carrier-events";

/** Applies a carrier's webhook, once however often it arrives. */
export async function carrierReported(
  ctx: Context,
  event: { carrier: string; id: string; body: string },
): Promise<void> {
  await once(ctx, CONSUMER, `${event.carrier}/${event.id}`, async () => {
    const report = reportOf(event);
    if (report) await parcelSeen(ctx, { ...report, orderId: orderOf(report.trackingNumber) });
  });
}
