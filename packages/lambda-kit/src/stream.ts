import { unmarshall } from "@aws-sdk/util-dynamodb";
import type { DynamoDBRecord } from "aws-lambda";

/** Reads the event from a stream record of an outbox item. */
export function unmarshallEvent(record: DynamoDBRecord): { type: string } {
  const image = record.dynamodb?.NewImage;
  if (!image) throw new Error("The stream does not carry new images.");
  // The SDK and @types/aws-lambda name the same shape differently.
  return unmarshall(image as Parameters<typeof unmarshall>[0])["event"] as { type: string };
}
