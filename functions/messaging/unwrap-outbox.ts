import type { DynamoDBRecord } from "aws-lambda";
import { forMerchants } from "@tradewind/blueprint/areas/events";
import { systemClock } from "@tradewind/commerce/platform/context";
import { typesAskedFor } from "@tradewind/commerce/webhooks";
import { unmarshallEvent } from "@tradewind/lambda-kit/stream";

/**
 * Turns each stream record into the event that it holds, and marks events that merchants ask for.
 * Stream images are typed DynamoDB JSON, which no pipe template can unwrap.
 */
export const handler = async (records: DynamoDBRecord[]) => {
  const isAskedFor = await typesAskedFor({ clock: systemClock });
  return records.map((record) => {
    const event = unmarshallEvent(record);
    return isAskedFor(event.type) ? { ...event, ...forMerchants } : event;
  });
};
