import { defineFunction, type QueueDefinition } from "./define.ts";
import { prefixedId } from "./schema.ts";
import * as z from "zod/mini";
import { commerceTable } from "./storage.ts";

/** A scan as the built-in carrier reports it. */
export const carrierScan = () =>
  z.object({ orderId: prefixedId("ord"), trackingNumber: prefixedId("trk"), scan: z.literal("PICKED_UP") });

/** Parcel scans reported by carriers. */
export const carrierScans = {
  kind: "queue",
  name: "CarrierScans",
  consumer: defineFunction("RecordScan", {
    handler: "functions/logistics/record-scan.handler",
    uses: [{ resource: commerceTable, access: "read-write" }],
    answersTaskTokens: true,
  }),
  batchSize: 10,
  maxReceives: 5,
  visibilityTimeoutSeconds: 180,
} as const satisfies QueueDefinition;
