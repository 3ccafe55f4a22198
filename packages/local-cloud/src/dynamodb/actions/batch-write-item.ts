import type { AwsError } from "../../kernel/wire.ts";
import { type CapacityRequest, totalUnits, UsageByTable, writeUsage } from "../capacity.ts";
import { validation } from "../errors.ts";
import * as shapes from "../input/item-shapes.ts";
import { operation } from "../operation.ts";
import type { Table } from "../state/table.ts";
import { refusal } from "../state/throttle.ts";
import { type Attributes, attribute } from "../values/attributes.ts";
import { validateAttributes } from "../values/validate.ts";
import { itemCollectionMetrics, type MetricsRequest } from "../writes/item-collection.ts";
import { type PlannedWrite, placeWrite, tryWrite, type WriteRequest } from "../writes/planned-write.ts";
import { holdName } from "../writes/single-write.ts";
import { asThrottlingError, batchFault, duplicateKeys } from "./batch-get-item.ts";
import { checkedSize } from "./put-item.ts";

interface WriteElement {
  PutRequest?: { Item: Attributes };
  DeleteRequest?: { Key: Attributes };
}

interface BatchWriteItemInput extends CapacityRequest, MetricsRequest {
  RequestItems: Record<string, WriteElement[]>;
}

const MAX_WRITES = 25;

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html */
export const batchWriteItem = operation<BatchWriteItemInput>(
  shapes.batchWriteItem,
  (database, input, call) => {
    const requests: { element: WriteElement; write: WriteRequest }[] = [];
    for (const [name, elements] of Object.entries(input.RequestItems)) {
      for (const element of elements) requests.push({ element, write: writeOf(name, element) });
    }
    if (requests.length > MAX_WRITES)
      throw validation("Too many items requested for the BatchWriteItem call");
    const names = new Set<string>();
    const planned = requests.map(({ element, write }) => {
      const placed = placeInBatch(database.table(write.request.TableName), write);
      const name = holdName(placed);
      if (names.has(name)) throw duplicateKeys();
      names.add(name);
      return { element, planned: placed, name };
    });

    const fault = batchFault(database, "BatchWriteItem");
    const usages = new UsageByTable();
    const unprocessed: Record<string, WriteElement[]> = {};
    const metrics: Record<string, object[]> = {};
    let throttled: AwsError | undefined;
    let written = 0;
    for (const { element, planned: one, name } of planned) {
      const { table, location, write } = one;
      const hashKey = write.key[table.schema.hash.name];
      try {
        if (fault?.leaves(table.keyOf(write.key))) throw refusal(table);
        if (hashKey) database.admit(table, hashKey, "write");
      } catch (error) {
        throttled = asThrottlingError(error);
        (unprocessed[table.name] ??= []).push(element);
        continue;
      }
      if (database.held.has(name)) {
        (unprocessed[table.name] ??= []).push(element);
        continue;
      }
      const { after, size } = tryWrite(one);
      const usage = writeUsage(table, table.write(location, after, size));
      written += 1;
      usages.add(usage);
      call.writeUnits += totalUnits(usage);
      if (hashKey) database.throttle?.charge(table, hashKey, "write", usage.units);
      const metric = itemCollectionMetrics(input, table, write.key);
      if (metric) (metrics[table.name] ??= []).push(metric);
    }
    if (throttled && written === 0) throw throttled;
    call.awaitsDurability = true;
    return {
      UnprocessedItems: unprocessed,
      ...(Object.keys(metrics).length > 0 ? { ItemCollectionMetrics: metrics } : {}),
      ...usages.consumedCapacity(input),
    };
  },
);

/** In a batch, every problem with an item's key is reported as in a request for one key. */
function placeInBatch(table: Table, write: WriteRequest): PlannedWrite {
  if (write.effect.effect === "put") {
    for (const { name, type } of table.schema.range
      ? [table.schema.hash, table.schema.range]
      : [table.schema.hash]) {
      const value = attribute(write.key, name);
      if (!value || !(type in value)) throw validation("The provided key element does not match the schema");
    }
  }
  return placeWrite(table, write);
}

function writeOf(tableName: string, { PutRequest, DeleteRequest }: WriteElement): WriteRequest {
  if ((PutRequest === undefined) === (DeleteRequest === undefined)) {
    throw validation(
      "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes",
    );
  }
  const request = { TableName: tableName };
  if (PutRequest) {
    const item = PutRequest.Item;
    validateAttributes(item);
    return {
      request,
      condition: undefined,
      effect: { effect: "put", item, size: checkedSize(item) },
      key: item,
    };
  }
  const key = DeleteRequest?.Key ?? {};
  validateAttributes(key);
  return { request, condition: undefined, effect: { effect: "delete" }, key };
}
