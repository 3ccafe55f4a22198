import { callContext } from "../../kernel/call-context.ts";
import type { StreamRecord } from "../../kernel/change-stream.ts";
import type { Kernel } from "../../kernel/kernel.ts";
import type { Collection } from "../../kernel/store.ts";
import { namedTableNotFound, tableNotFound } from "../errors.ts";
import { type AttributeValue, payload, typeOf } from "../values/attributes.ts";
import type { TableDefinition } from "./definition.ts";
import type { SecondaryIndex } from "./secondary-index.ts";
import { Table } from "./table.ts";
import { TableStream } from "./table-stream.ts";
import { refusal, Throttle, type ThrottleOptions } from "./throttle.ts";
import { TransactionTokens } from "./transaction-tokens.ts";

export interface DynamoDbOptions {
  /** Models the throughput of partitions. Without it nothing is throttled. */
  partitions?: ThrottleOptions;
  /**
   * Milliseconds on the cloud's clock for which TransactWriteItems holds its items. Conflicting
   * writes and transactions are refused meanwhile, as in AWS. 0, the default, makes transactions
   * instantaneous, so that they never conflict.
   */
  transactionMs?: number;
  /** Maximum number of stream records per table, within the 24 hours of AWS. Default 200,000. */
  streamRecords?: number;
}

const DEFAULT_STREAM_RECORDS = 200_000;

/** All tables of one account and region. */
export class Database {
  readonly kernel: Kernel;
  readonly transactionMs: number;
  readonly throttle: Throttle | undefined;
  readonly tokens: TransactionTokens;
  /** Items held by running transactions, as `table id / location`. */
  readonly held = new Set<string>();
  /** Client request tokens of running transactions. */
  readonly inProgress = new Set<string>();
  readonly #tables = new Map<string, Table>();
  readonly #streams = new Map<string, TableStream>();
  readonly #definitions: Collection<TableDefinition>;
  readonly #streamRecords: number;

  constructor(kernel: Kernel, options: DynamoDbOptions) {
    this.kernel = kernel;
    this.transactionMs = options.transactionMs ?? 0;
    this.throttle = options.partitions && new Throttle(kernel.clock, options.partitions);
    this.tokens = new TransactionTokens(kernel);
    this.#streamRecords = options.streamRecords ?? DEFAULT_STREAM_RECORDS;
    this.#definitions = kernel.store.collection<TableDefinition>("dynamodb/tables");
    for (const [, definition] of this.#definitions.load()) this.#open(definition);
  }

  /**
   * Throws if the partition of `key` is busy, or it or the table has no units left. Call before
   * each read or write of a partition.
   */
  admit(table: Table, key: AttributeValue, access: "read" | "write", index?: SecondaryIndex): void {
    const { faults, clock } = this.kernel;
    const partition = {
      table: table.name,
      index: index?.schema.name,
      key: String(payload(key, typeOf(key))),
      access,
      caller: callContext.getStore()?.caller,
      now: clock.now(),
    };
    if (faults.isBusy(partition)) throw refusal(table);
    this.throttle?.admit(table, key, access);
  }

  /** Looks a table up for a data-plane call. */
  table(name: string): Table {
    const table = this.#tables.get(name);
    if (!table) throw tableNotFound();
    return table;
  }

  /** Looks a table up for a control-plane call; its error names the table. */
  namedTable(name: string): Table {
    const table = this.#tables.get(name);
    if (!table) throw namedTableNotFound(name);
    return table;
  }

  has(name: string): boolean {
    return this.#tables.has(name);
  }

  /** In alphabetical order. */
  tableNames(): string[] {
    return [...this.#tables.keys()].sort();
  }

  create(definition: TableDefinition): Table {
    this.save(definition);
    return this.#open(definition);
  }

  /** Call after every change of a table's definition. */
  save(definition: TableDefinition): void {
    this.#definitions.put(definition.name, definition);
  }

  delete(table: Table): void {
    table.drop();
    this.#tables.delete(table.name);
    this.#definitions.delete(table.name);
    for (const stream of this.#streams.values())
      if (stream.tableName === table.name) this.#streams.delete(stream.arn);
  }

  stream(arn: string): TableStream | undefined {
    return this.#streams.get(arn);
  }

  /** In order of their ARNs. */
  streams(): TableStream[] {
    return [...this.#streams.values()].sort((a, b) => (a.arn < b.arn ? -1 : 1));
  }

  /** Opens the stream of the table's definition, if it has one. */
  openStream(table: Table): void {
    const { stream: described, id } = table.definition;
    if (!described) return;
    const stream = new TableStream(
      this.kernel,
      this.kernel.store.collection<StreamRecord>(`dynamodb/stream/${id}/${described.label}`),
      {
        arn: `${table.arn}/stream/${described.label}`,
        label: described.label,
        tableName: table.name,
        tableId: id,
        viewType: described.viewType,
        maxRecords: this.#streamRecords,
      },
    );
    stream.enabled = described.enabled;
    table.stream = stream;
    this.#streams.set(stream.arn, stream);
  }

  #open(definition: TableDefinition): Table {
    const table = new Table(this.kernel, definition);
    this.#tables.set(definition.name, table);
    this.openStream(table);
    return table;
  }
}
