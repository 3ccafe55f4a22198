import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { commerceTable, productCache } from "@tradewind/blueprint/storage";
import { linked } from "./linked.ts";

const client = DynamoDBDocumentClient.from(new DynamoDBClient({}), {
  marshallOptions: { removeUndefinedValues: true },
});

/** ElectroDB configuration of the entities in the single table. */
export const inCommerceTable = () => ({ client, table: linked(commerceTable).name });

export const inProductCache = () => ({ client, table: linked(productCache).name });
