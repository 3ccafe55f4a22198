import type { ChangeStream, ChangeStreams } from "../kernel/change-stream.ts";
import type { Kernel } from "../kernel/kernel.ts";
import type { Service } from "../kernel/wire.ts";
import { OPERATIONS, STREAMS_OPERATIONS } from "./operations.ts";
import { Database, type DynamoDbOptions } from "./state/database.ts";
import { wireService } from "./wire-service.ts";

export type { DynamoDbOptions } from "./state/database.ts";

/** DynamoDB and DynamoDB Streams of one account and region. All state is in the kernel's store. */
export class DynamoDb implements ChangeStreams {
  /** Target `DynamoDB_20120810`. */
  readonly service: Service;
  /** Target `DynamoDBStreams_20120810`. */
  readonly streamsService: Service;
  readonly #database: Database;

  constructor(kernel: Kernel, options: DynamoDbOptions = {}) {
    this.#database = new Database(kernel, options);
    this.service = wireService(this.#database, "DynamoDB_20120810", OPERATIONS);
    this.streamsService = wireService(this.#database, "DynamoDBStreams_20120810", STREAMS_OPERATIONS);
  }

  find(streamArn: string): ChangeStream | undefined {
    return this.#database.stream(streamArn);
  }

  /** In alphabetical order. */
  tableNames(): string[] {
    return this.#database.tableNames();
  }
}
