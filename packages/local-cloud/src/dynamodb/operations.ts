import { batchGetItem } from "./actions/batch-get-item.ts";
import { batchWriteItem } from "./actions/batch-write-item.ts";
import { createTable } from "./actions/create-table.ts";
import { deleteItem } from "./actions/delete-item.ts";
import { getItem } from "./actions/get-item.ts";
import { putItem } from "./actions/put-item.ts";
import { query } from "./actions/query.ts";
import { scan } from "./actions/scan.ts";
import { describeStream, getRecords, getShardIterator, listStreams } from "./actions/streams.ts";
import {
  deleteTable,
  describeEndpoints,
  describeLimits,
  describeTable,
  listTables,
} from "./actions/tables.ts";
import { listTagsOfResource, tagResource, untagResource } from "./actions/tags.ts";
import { describeTimeToLive, updateTimeToLive } from "./actions/time-to-live.ts";
import { transactGetItems } from "./actions/transact-get-items.ts";
import { transactWriteItems } from "./actions/transact-write-items.ts";
import { updateItem } from "./actions/update-item.ts";
import { updateTable } from "./actions/update-table.ts";
import type { Operation } from "./operation.ts";

/** The actions of DynamoDB by their AWS names. */
export const OPERATIONS: Readonly<Record<string, Operation>> = {
  BatchGetItem: batchGetItem,
  BatchWriteItem: batchWriteItem,
  CreateTable: createTable,
  DeleteItem: deleteItem,
  DeleteTable: deleteTable,
  DescribeEndpoints: describeEndpoints,
  DescribeLimits: describeLimits,
  DescribeTable: describeTable,
  DescribeTimeToLive: describeTimeToLive,
  GetItem: getItem,
  ListTables: listTables,
  ListTagsOfResource: listTagsOfResource,
  PutItem: putItem,
  Query: query,
  Scan: scan,
  TagResource: tagResource,
  TransactGetItems: transactGetItems,
  TransactWriteItems: transactWriteItems,
  UntagResource: untagResource,
  UpdateItem: updateItem,
  UpdateTable: updateTable,
  UpdateTimeToLive: updateTimeToLive,
};

/** The actions of DynamoDB Streams by their AWS names. */
export const STREAMS_OPERATIONS: Readonly<Record<string, Operation>> = {
  DescribeStream: describeStream,
  GetRecords: getRecords,
  GetShardIterator: getShardIterator,
  ListStreams: listStreams,
};
