import type { Clock } from "../../kernel/clock.ts";
import { AwsError } from "../../kernel/wire.ts";
import type { AttributeValue } from "../values/attributes.ts";
import { partitionHash } from "./key-hash.ts";
import type { Table } from "./table.ts";

/**
 * Limits of one partition:
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-partition-key-design.html
 */
const READ_UNITS_PER_SECOND = 3000;
const WRITE_UNITS_PER_SECOND = 1000;
/**
 * Unused throughput that a partition retains, in seconds:
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/burst-adaptive-capacity.html
 */
const BURST_SECONDS = 300;

export interface ThrottleOptions {
  /** Number of partitions of a table. Default 4. */
  perTable?: number;
  readUnitsPerSecond?: number;
  writeUnitsPerSecond?: number;
  /** Seconds of unused throughput that a partition can accumulate. Default 300. */
  burstSeconds?: number;
}

interface Bucket {
  units: number;
  filledAt: number;
}

/**
 * Token buckets per partition and, for provisioned tables, per table. A call passes if its buckets
 * are not empty.
 */
export class Throttle {
  readonly #clock: Clock;
  readonly #options: Required<ThrottleOptions>;
  readonly #buckets = new Map<string, Bucket>();

  constructor(clock: Clock, options: ThrottleOptions) {
    this.#clock = clock;
    this.#options = {
      perTable: options.perTable ?? 4,
      readUnitsPerSecond: options.readUnitsPerSecond ?? READ_UNITS_PER_SECOND,
      writeUnitsPerSecond: options.writeUnitsPerSecond ?? WRITE_UNITS_PER_SECOND,
      burstSeconds: options.burstSeconds ?? BURST_SECONDS,
    };
  }

  /**
   * Throws if the partition of `key`, or the provisioned table, has no units left. Call before the
   * operation.
   */
  admit(table: Table, key: AttributeValue, access: "read" | "write"): void {
    if (this.#level(this.#partition(table, key, access), this.#partitionRate(access)) <= 0)
      throw refusal(table);
    const provisioned = this.#provisionedRate(table, access);
    if (provisioned && this.#level(`${table.definition.id}/${access}`, provisioned) <= 0)
      throw refusal(table);
  }

  /**
   * Charges the units of an operation. A bucket may go below zero, because the size of an item is
   * known only afterwards.
   */
  charge(table: Table, key: AttributeValue, access: "read" | "write", units: number): void {
    this.#take(this.#partition(table, key, access), this.#partitionRate(access), units);
    const provisioned = this.#provisionedRate(table, access);
    if (provisioned) this.#take(`${table.definition.id}/${access}`, provisioned, units);
  }

  #partition(table: Table, key: AttributeValue, access: string): string {
    return `${table.definition.id}/${access}/${partitionHash(key) % this.#options.perTable}`;
  }

  #partitionRate(access: "read" | "write"): number {
    return access === "read" ? this.#options.readUnitsPerSecond : this.#options.writeUnitsPerSecond;
  }

  #provisionedRate({ definition }: Table, access: "read" | "write"): number | undefined {
    if (definition.billingMode !== "PROVISIONED") return undefined;
    const { ReadCapacityUnits, WriteCapacityUnits } = definition.throughput;
    return access === "read" ? ReadCapacityUnits : WriteCapacityUnits;
  }

  #take(name: string, rate: number, units: number): void {
    this.#level(name, rate);
    const bucket = this.#buckets.get(name);
    if (bucket) bucket.units -= units;
  }

  #level(name: string, rate: number): number {
    const now = this.#clock.now();
    const capacity = rate * Math.max(1, this.#options.burstSeconds);
    let bucket = this.#buckets.get(name);
    if (!bucket) {
      bucket = { units: capacity, filledAt: now };
      this.#buckets.set(name, bucket);
    }
    bucket.units = Math.min(capacity, bucket.units + ((now - bucket.filledAt) / 1000) * rate);
    bucket.filledAt = now;
    return bucket.units;
  }
}

/** The error for a partition or table without units left. */
export function refusal({ definition }: Table): AwsError {
  if (definition.billingMode === "PROVISIONED") {
    return new AwsError(
      "ProvisionedThroughputExceededException",
      "The level of configured provisioned throughput for the table was exceeded. Consider increasing your provisioning level with the UpdateTable API.",
    );
  }
  return new AwsError(
    "ThrottlingException",
    "Throughput exceeds the current capacity of your table or index. DynamoDB is automatically scaling your table or index so please try again shortly. If exceptions persist, check if you have a hot key: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-partition-key-design.html",
  );
}
