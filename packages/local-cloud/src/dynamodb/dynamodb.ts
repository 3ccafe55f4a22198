import type { ChangeStream, ChangeStreams } from "../kernel/change-stream.ts";
import type { Kernel } from "../kernel/kernel.ts";
import type { Service } from "../kernel/wire.ts";
import { Database, type DynamoDbOptions } from "./database.ts";
import { batchGetItem } from "./operations/batch-get-item.ts";
import { batchWriteItem } from "./operations/batch-write-item.ts";
import { createTable } from "./operations/create-table.ts";
import { deleteItem } from "./operations/delete-item.ts";
import { getItem } from "./operations/get-item.ts";
import { putItem } from "./operations/put-item.ts";
import { query } from "./operations/query.ts";
import { scan } from "./operations/scan.ts";
import {
  deleteTable,
  describeEndpoints,
  describeLimits,
  describeTable,
  listTables,
} from "./operations/tables.ts";
import { listTagsOfResource, tagResource, untagResource } from "./operations/tags.ts";
import { describeTimeToLive, updateTimeToLive } from "./operations/time-to-live.ts";
import { transactGetItems } from "./operations/transact-get-items.ts";
import { transactWriteItems } from "./operations/transact-write-items.ts";
import { updateItem } from "./operations/update-item.ts";
import { updateTable } from "./operations/update-table.ts";
import { describeStream, getRecords, getShardIterator, listStreams } from "./streams/stream-operations.ts";
import { wireService } from "./wire-service.ts";

/** DynamoDB and DynamoDB Streams of one account and region, with all that they keep in the kernel's store. */
export class DynamoDb implements ChangeStreams {
  /** Target `DynamoDB_20120810`. */
  readonly service: Service;
  /** Target `DynamoDBStreams_20120810`. */
  readonly streamsService: Service;
  readonly #database: Database;

  constructor(kernel: Kernel, options: DynamoDbOptions = {}) {
    this.#database = new Database(kernel, options);
    this.service = wireService(this.#database, "DynamoDB_20120810", {
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
    });
    this.streamsService = wireService(this.#database, "DynamoDBStreams_20120810", {
      DescribeStream: describeStream,
      GetRecords: getRecords,
      GetShardIterator: getShardIterator,
      ListStreams: listStreams,
    });
  }

  find(streamArn: string): ChangeStream | undefined {
    return this.#database.stream(streamArn);
  }

  /** In alphabetical order. */
  tableNames(): string[] {
    return this.#database.tableNames();
  }
}
