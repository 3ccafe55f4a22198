import { SendMessageBatchCommand } from "@aws-sdk/client-sqs";
import { carrierPace, carrierScans, scan } from "@tradewind/blueprint/areas/logistics";
import { sqs } from "../platform/clients/sqs.ts";
import type { Context } from "../platform/context.ts";
import { resourceOf } from "../platform/resource-of.ts";
import { BUILT_IN, requireDeliverable } from "./built-in-desk.ts";
import type { Booking, Carrier } from "./carrier.ts";

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html */
const MOST_IN_A_BATCH = 10;
const LONGEST_DELAY_SECONDS = 900;
const BETWEEN_LOCATIONS_SECONDS = 5;

/**
 * The built-in carrier. It fetches and delivers every parcel at its set pace, and reports each scan
 * as a real one would.
 */
export const builtInCarrier = {
  name: BUILT_IN,
  async book(ctx: Context, booking: Booking) {
    requireDeliverable(booking);
    const messages = scansOf(ctx, booking);
    for (let start = 0; start < messages.length; start += MOST_IN_A_BATCH) {
      const Entries = messages.slice(start, start + MOST_IN_A_BATCH);
      const { Failed = [] } = await sqs.send(
        new SendMessageBatchCommand({ QueueUrl: resourceOf(carrierScans).url, Entries }),
      );
      if (Failed.length > 0) throw new Error(`${Failed.length} scans could not be announced.`);
    }
  },
} satisfies Carrier;

/** All scans of the parcels, each message delayed until its time. */
function scansOf(ctx: Context, { orderId, parcels }: Booking) {
  const pace = resourceOf(carrierPace).value.split(" ").map(Number);
  const scans = scan().options.slice(0, pace.length);
  return parcels.flatMap(({ trackingNumber }, parcel) =>
    scans.map((seen, index) => {
      // The carrier visits one location after the other.
      const seconds = Math.min(
        (pace[index] ?? 0) + parcel * BETWEEN_LOCATIONS_SECONDS,
        LONGEST_DELAY_SECONDS,
      );
      const at = new Date(ctx.clock.now() + seconds * 1000).toISOString();
      return {
        Id: `${parcel}-${seen}`,
        MessageBody: JSON.stringify({ orderId, trackingNumber, scan: seen, at }),
        DelaySeconds: seconds,
        MessageAttributes: { correlationId: { DataType: "String", StringValue: ctx.correlationId } },
      };
    }),
  );
}
