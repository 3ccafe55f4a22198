import { invalidParameter, validation } from "../errors.ts";
import type { IndexDefinition, KeySchemaElement } from "../state/definition.ts";

const MAX_LOCAL_INDEXES = 5;
const MAX_GLOBAL_INDEXES = 20;
const MAX_NON_KEY_ATTRIBUTES = 100;

export interface IndexInput extends Omit<IndexDefinition, "Projection"> {
  Projection: {
    ProjectionType?: IndexDefinition["Projection"]["ProjectionType"];
    NonKeyAttributes?: string[];
  };
}

export function checkKeysDefined(keys: KeySchemaElement[], defined: string[]): void {
  const names = keys.map(({ AttributeName }) => AttributeName);
  if (names.every((name) => defined.includes(name))) return;
  throw invalidParameter(
    `Some index key attributes are not defined in AttributeDefinitions. Keys: [${names.join(", ")}], AttributeDefinitions: [${defined.join(", ")}]`,
  );
}

export function checkKeySchema([first, second]: KeySchemaElement[]): void {
  if (second && first?.AttributeName === second.AttributeName) {
    throw validation("Both the Hash Key and the Range Key element in the KeySchema have the same name");
  }
  if (first?.KeyType !== "HASH") {
    throw validation("Invalid KeySchema: The first KeySchemaElement is not a HASH key type");
  }
  if (second && second.KeyType !== "RANGE") {
    throw validation("Invalid KeySchema: The second KeySchemaElement is not a RANGE key type");
  }
}

function checkProjection({
  Projection: { ProjectionType: type, NonKeyAttributes: names },
}: IndexInput): void {
  if (type === undefined) throw invalidParameter("Unknown ProjectionType: null");
  if (names && type !== "INCLUDE") {
    throw invalidParameter(`ProjectionType is ${type}, but NonKeyAttributes is specified`);
  }
  if (!names && type === "INCLUDE") {
    throw invalidParameter("ProjectionType is INCLUDE, but NonKeyAttributes is not specified");
  }
}

/** Refuses a name that is taken. */
function checkName(name: string, names: Set<string>): void {
  if (names.has(name)) throw invalidParameter(`Duplicate index name: ${name}`);
  names.add(name);
}

export function checkLocalIndexes(
  indexes: IndexInput[],
  tableKeys: KeySchemaElement[],
  defined: string[],
  names: Set<string>,
): void {
  if (indexes.length === 0) throw invalidParameter("List of LocalSecondaryIndexes is empty");
  if (tableKeys.length !== 2) {
    throw invalidParameter(
      "Table KeySchema does not have a range key, which is required when specifying a LocalSecondaryIndex",
    );
  }
  for (const index of indexes) {
    checkKeysDefined(index.KeySchema, defined);
    checkKeySchema(index.KeySchema);
    if (index.KeySchema.length !== 2) {
      throw invalidParameter(`Index KeySchema does not have a range key for index: ${index.IndexName}`);
    }
    const hash = index.KeySchema[0]?.AttributeName;
    const tableHash = tableKeys[0]?.AttributeName;
    if (hash !== tableHash) {
      throw invalidParameter(
        `Index KeySchema does not have the same leading hash key as table KeySchema for index: ${index.IndexName}. index hash key: ${hash}, table hash key: ${tableHash}`,
      );
    }
    checkProjection(index);
    checkName(index.IndexName, names);
  }
  if (indexes.length > MAX_LOCAL_INDEXES) {
    throw invalidParameter("Number of LocalSecondaryIndexes exceeds per-table limit of 5");
  }
}

export function checkGlobalIndexes(
  indexes: IndexInput[],
  billingMode: string | undefined,
  defined: string[],
  names: Set<string>,
): void {
  if (indexes.length === 0) throw invalidParameter("List of GlobalSecondaryIndexes is empty");
  for (const index of indexes) {
    checkKeysDefined(index.KeySchema, defined);
    checkKeySchema(index.KeySchema);
    checkProjection(index);
    checkGlobalThroughput(index, billingMode);
    checkName(index.IndexName, names);
  }
  if (indexes.length > MAX_GLOBAL_INDEXES) {
    throw invalidParameter("GlobalSecondaryIndex count exceeds the per-table limit of 20");
  }
}

function checkGlobalThroughput(index: IndexInput, billingMode: string | undefined): void {
  if (billingMode === "PAY_PER_REQUEST" && index.ProvisionedThroughput) {
    throw invalidParameter(
      `ProvisionedThroughput should not be specified for index: ${index.IndexName} when BillingMode is PAY_PER_REQUEST`,
    );
  }
  if (billingMode !== "PAY_PER_REQUEST" && !index.ProvisionedThroughput) {
    throw invalidParameter(`ProvisionedThroughput is not specified for index: ${index.IndexName}`);
  }
}

/**
 * "The total count of attributes specified in NonKeyAttributes, summed across all of the secondary
 * indexes, must not exceed 100."
 */
export function checkProjectedCount(indexes: IndexInput[]): void {
  let count = 0;
  for (const { Projection } of indexes) count += Projection.NonKeyAttributes?.length ?? 0;
  if (count > MAX_NON_KEY_ATTRIBUTES) {
    throw invalidParameter(`Number of projected attributes exceeds the limit of ${MAX_NON_KEY_ATTRIBUTES}`);
  }
}

/** The stored form of the index. Its projection is complete. */
export function indexDefinition(index: IndexInput): IndexDefinition {
  const { Projection, ...rest } = index;
  return {
    ...rest,
    Projection: {
      ProjectionType: Projection.ProjectionType ?? "ALL",
      ...(Projection.NonKeyAttributes ? { NonKeyAttributes: Projection.NonKeyAttributes } : {}),
    },
  };
}
