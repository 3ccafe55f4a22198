import type { Table, WriteCost } from "./state/table.ts";

const READ_UNIT = 4096;

export interface CapacityRequest {
  ReturnConsumedCapacity?: "INDEXES" | "TOTAL" | "NONE";
}

/** Units used by one table and its indexes. */
export interface Usage {
  table: Table;
  units: number;
  indexes: { name: string; global: boolean; units: number }[];
}

export type Billing = "read" | "write";

/**
 * Read units for a number of bytes: one per 4 KB for strongly consistent reads, half for eventually
 * consistent ones. Reading nothing costs as much as the smallest item.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html
 */
export function readUnits(bytes: number, consistent: boolean): number {
  const units = Math.max(1, Math.ceil(bytes / READ_UNIT));
  return consistent ? units : units / 2;
}

export function writeUsage(table: Table, cost: WriteCost, factor = 1): Usage {
  return {
    table,
    units: cost.table * factor,
    indexes: cost.indexes.map(({ index, units }) => ({
      name: index.name,
      global: index.global,
      units: units * factor,
    })),
  };
}

export function totalUnits(usage: Usage): number {
  let total = usage.units;
  for (const { units } of usage.indexes) total += units;
  return total;
}

/** The `ConsumedCapacity` of a response, or undefined when the request does not ask for it. */
export function consumedCapacity(
  request: CapacityRequest,
  usage: Usage,
  transaction?: Billing,
): object | undefined {
  const wanted = request.ReturnConsumedCapacity;
  if (wanted !== "TOTAL" && wanted !== "INDEXES") return undefined;
  const total = totalUnits(usage);
  const capacity = {
    TableName: usage.table.name,
    CapacityUnits: total,
    ...direction(total, transaction),
  };
  if (wanted === "TOTAL") return capacity;
  const local = usage.indexes.filter((index) => !index.global);
  const global = usage.indexes.filter((index) => index.global);
  return {
    ...capacity,
    Table: { CapacityUnits: usage.units, ...direction(usage.units, transaction) },
    ...(local.length > 0 ? { LocalSecondaryIndexes: byName(local, transaction) } : {}),
    ...(global.length > 0 ? { GlobalSecondaryIndexes: byName(global, transaction) } : {}),
  };
}

/** Transactions report read and write units separately; other calls do not. */
function direction(units: number, transaction: Billing | undefined): object {
  if (!transaction) return {};
  return transaction === "read" ? { ReadCapacityUnits: units } : { WriteCapacityUnits: units };
}

function byName(indexes: Usage["indexes"], transaction: Billing | undefined): object {
  return Object.fromEntries(
    indexes.map(({ name, units }) => [name, { CapacityUnits: units, ...direction(units, transaction) }]),
  );
}

/** Sums the usage of several items, by table in order of first use. */
export class UsageByTable {
  readonly #usages = new Map<Table, Usage>();

  add(usage: Usage): void {
    const sum = this.#usages.get(usage.table);
    if (!sum) {
      this.#usages.set(usage.table, { ...usage, indexes: usage.indexes.map((index) => ({ ...index })) });
      return;
    }
    sum.units += usage.units;
    for (const index of usage.indexes) {
      const known = sum.indexes.find(({ name }) => name === index.name);
      if (known) known.units += index.units;
      else sum.indexes.push({ ...index });
    }
  }

  total(): number {
    let total = 0;
    for (const usage of this.#usages.values()) total += totalUnits(usage);
    return total;
  }

  consumedCapacity(request: CapacityRequest, transaction?: Billing): { ConsumedCapacity?: object[] } {
    if (request.ReturnConsumedCapacity !== "TOTAL" && request.ReturnConsumedCapacity !== "INDEXES") return {};
    const capacities: object[] = [];
    for (const usage of this.#usages.values()) {
      const capacity = consumedCapacity(request, usage, transaction);
      if (capacity) capacities.push(capacity);
    }
    return { ConsumedCapacity: capacities };
  }
}
