import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { carrierScans } from "@tradewind/blueprint/logistics";
import { stepErrors } from "@tradewind/blueprint/order-saga";
import type { Address } from "@tradewind/blueprint/schema";
import type { Context } from "../context.ts";
import { StepError } from "../errors.ts";
import { linked } from "../storage/linked.ts";

/** What a carrier needs to fetch a parcel. */
interface Booking {
  orderId: string;
  trackingNumber: string;
  to: Address;
}

/** A carrier. Booking is idempotent by tracking number. @throws CarrierRefused */
export interface Carrier {
  book(ctx: Context, booking: Booking): Promise<void>;
}

const UNDELIVERABLE = "00000";
const sqs = new SQSClient({});

/** The built-in carrier: fetches every parcel within a second and reports the scan, as a real one would by webhook. */
export const builtInCarrier: Carrier = {
  async book(ctx, { orderId, trackingNumber, to }) {
    if (to.postalCode === UNDELIVERABLE) {
      throw new StepError(
        stepErrors.carrierRefused,
        `The carrier does not deliver to postal code ${UNDELIVERABLE}.`,
      );
    }
    await sqs.send(
      new SendMessageCommand({
        QueueUrl: linked(carrierScans).url,
        MessageBody: JSON.stringify({ orderId, trackingNumber, scan: "PICKED_UP" }),
        DelaySeconds: 1,
        MessageAttributes: { correlationId: { DataType: "String", StringValue: ctx.correlationId } },
      }),
    );
  },
};
