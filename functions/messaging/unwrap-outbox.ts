import { unmarshallEvent } from "@tradewind/lambda-kit/stream";
import type { DynamoDBRecord } from "aws-lambda";

/** Stream images are typed DynamoDB JSON, which no pipe template unwraps: each record becomes the event it holds. */
export const handler = async (records: DynamoDBRecord[]) => records.map(unmarshallEvent);
