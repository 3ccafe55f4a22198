export type { DynamoDbOptions } from "./database.ts";
export { DynamoDb } from "./dynamodb.ts";
export type { ThrottleOptions } from "./throttle.ts";
