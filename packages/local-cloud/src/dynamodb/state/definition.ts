import type { KeyType } from "../values/attributes.ts";
import type { IndexSchema, KeyAttribute, KeySchema } from "./schema.ts";

export interface KeySchemaElement {
  AttributeName: string;
  KeyType: "HASH" | "RANGE";
}

export interface IndexDefinition {
  IndexName: string;
  KeySchema: KeySchemaElement[];
  Projection: { ProjectionType: "ALL" | "KEYS_ONLY" | "INCLUDE"; NonKeyAttributes?: string[] };
  ProvisionedThroughput?: Throughput;
  OnDemandThroughput?: object;
}

export interface Throughput {
  ReadCapacityUnits: number;
  WriteCapacityUnits: number;
}

export type StreamViewType = "KEYS_ONLY" | "NEW_IMAGE" | "OLD_IMAGE" | "NEW_AND_OLD_IMAGES";

/** The durable description of a table: everything except its items. */
export interface TableDefinition {
  name: string;
  /** Names the table's durable collections. A later table of the same name has another id. */
  id: string;
  /** Milliseconds since the epoch, like the other times. */
  createdAt: number;
  attributeDefinitions: { AttributeName: string; AttributeType: KeyType }[];
  keySchema: KeySchemaElement[];
  localIndexes: IndexDefinition[];
  globalIndexes: IndexDefinition[];
  billingMode: "PROVISIONED" | "PAY_PER_REQUEST";
  throughput: Throughput;
  throughputChangedAt?: number;
  onDemandThroughput?: object;
  tableClass?: string;
  encryption?: object;
  deletionProtection: boolean;
  /** Sorted by key. */
  tags: { Key: string; Value: string }[];
  /** The newest stream. It may be disabled. */
  stream?: { label: string; viewType: StreamViewType; enabled: boolean };
  timeToLive?: { attribute: string; enabled: boolean };
}

export function keySchemaOf(definition: TableDefinition, elements: KeySchemaElement[]): KeySchema {
  const attribute = (type: "HASH" | "RANGE"): KeyAttribute | undefined => {
    const name = elements.find(({ KeyType }) => KeyType === type)?.AttributeName;
    const defined = definition.attributeDefinitions.find(({ AttributeName }) => AttributeName === name);
    return defined && { name: defined.AttributeName, type: defined.AttributeType };
  };
  const hash = attribute("HASH");
  if (!hash) throw new TypeError(`Table ${definition.name} has a key schema without a hash key.`);
  return { hash, range: attribute("RANGE") };
}

export function indexSchemaOf(
  definition: TableDefinition,
  index: IndexDefinition,
  global: boolean,
): IndexSchema {
  const { ProjectionType: projection, NonKeyAttributes = [] } = index.Projection;
  const keys = [...index.KeySchema, ...definition.keySchema].map(({ AttributeName }) => AttributeName);
  return {
    ...keySchemaOf(definition, index.KeySchema),
    name: index.IndexName,
    global,
    projection,
    projected: new Set([...keys, ...NonKeyAttributes]),
  };
}
