import type { DynamoDBRecord } from "aws-lambda";
import { unmarshallEvent } from "@tradewind/lambda-kit/stream";

/**
 * Turns each stream record into the event that it holds. Stream images are typed DynamoDB JSON,
 * which no pipe template can unwrap.
 */
export const handler = async (records: DynamoDBRecord[]) => records.map(unmarshallEvent);
