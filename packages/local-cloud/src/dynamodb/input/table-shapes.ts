import {
  boolean,
  element,
  integer,
  list,
  long,
  type Members,
  member,
  name,
  oneOf,
  required,
  type Shape,
  tablePattern,
  text,
} from "./shapes.ts";

const throughput: Shape = member("ProvisionedThroughput", {
  WriteCapacityUnits: required(long(1)),
  ReadCapacityUnits: required(long(1)),
});
const onDemandThroughput: Shape = member("OnDemandThroughput", {
  MaxReadRequestUnits: long(),
  MaxWriteRequestUnits: long(),
});
const attributeDefinitions = list(
  element("AttributeDefinition", {
    AttributeName: required(text()),
    AttributeType: required(oneOf("B", "N", "S")),
  }),
);
const keySchema = (keyType: Shape): Shape =>
  list(element("KeySchemaElement", { AttributeName: required(text()), KeyType: required(keyType) }), {
    min: 1,
    max: 2,
  });
const projection = member("Projection", {
  ProjectionType: oneOf("ALL", "INCLUDE", "KEYS_ONLY"),
  NonKeyAttributes: list(text(), { min: 1 }),
});
const streamSpecification = member("StreamSpecification", {
  StreamEnabled: required(boolean),
  StreamViewType: oneOf("NEW_IMAGE", "OLD_IMAGE", "NEW_AND_OLD_IMAGES", "KEYS_ONLY"),
});
const encryption = member("SSESpecification", {
  Enabled: boolean,
  SSEType: oneOf("AES256", "KMS"),
  KMSMasterKeyId: text(),
});
const tags = list(element("Tag", { Key: required(text()), Value: required(text()) }));
const tableClass = oneOf("STANDARD", "STANDARD_INFREQUENT_ACCESS");
const billingMode = oneOf("PROVISIONED", "PAY_PER_REQUEST");

export const createTable: Members = {
  AttributeDefinitions: required(attributeDefinitions),
  TableName: tablePattern,
  BillingMode: billingMode,
  ProvisionedThroughput: throughput,
  KeySchema: required(keySchema(oneOf("HASH", "RANGE"))),
  LocalSecondaryIndexes: list(
    element("LocalSecondaryIndex", {
      IndexName: required(name),
      KeySchema: required(keySchema(text())),
      Projection: required(projection),
    }),
  ),
  GlobalSecondaryIndexes: list(
    element("GlobalSecondaryIndex", {
      IndexName: required(name),
      KeySchema: required(keySchema(text())),
      Projection: required(projection),
      ProvisionedThroughput: throughput,
      OnDemandThroughput: onDemandThroughput,
    }),
  ),
  OnDemandThroughput: onDemandThroughput,
  StreamSpecification: streamSpecification,
  SSESpecification: encryption,
  TableClass: tableClass,
  DeletionProtectionEnabled: boolean,
  Tags: tags,
};

export const updateTable: Members = {
  TableName: tablePattern,
  ProvisionedThroughput: throughput,
  BillingMode: billingMode,
  GlobalSecondaryIndexUpdates: list(
    element("GlobalSecondaryIndexUpdate", {
      Update: member("UpdateGlobalSecondaryIndexAction", {
        IndexName: required(name),
        ProvisionedThroughput: throughput,
        OnDemandThroughput: onDemandThroughput,
      }),
      Create: member("CreateGlobalSecondaryIndexAction", {
        Projection: required(projection),
        IndexName: required(name),
        ProvisionedThroughput: throughput,
        OnDemandThroughput: onDemandThroughput,
        KeySchema: required(keySchema(text())),
      }),
      Delete: member("DeleteGlobalSecondaryIndexAction", { IndexName: required(name) }),
    }),
  ),
  AttributeDefinitions: attributeDefinitions,
  OnDemandThroughput: onDemandThroughput,
  StreamSpecification: streamSpecification,
  SSESpecification: encryption,
  TableClass: tableClass,
  DeletionProtectionEnabled: boolean,
};

export const describeTable: Members = { TableName: tablePattern };

export const listTables: Members = {
  Limit: integer(1, 100),
  ExclusiveStartTableName: name,
};

export const updateTimeToLive: Members = {
  TableName: tablePattern,
  TimeToLiveSpecification: required(
    member("TimeToLiveSpecification", {
      Enabled: required(boolean),
      AttributeName: required(text({ min: 1, max: 255 })),
    }),
  ),
};

export const tagResource: Members = {
  ResourceArn: text(),
  Tags: list(element("Tag", { Key: text(), Value: text() })),
};
export const untagResource: Members = { ResourceArn: text(), TagKeys: list(text()) };
export const listTagsOfResource: Members = { ResourceArn: text(), NextToken: text() };

export const listStreams: Members = {
  TableName: name,
  Limit: integer(1, 100),
  ExclusiveStartStreamArn: text({ min: 37, max: 1024 }),
};
export const describeStream: Members = {
  StreamArn: required(text({ min: 37, max: 1024 })),
  Limit: integer(1, 100),
  ExclusiveStartShardId: text({ min: 28, max: 65 }),
};
export const getShardIterator: Members = {
  StreamArn: required(text({ min: 37, max: 1024 })),
  ShardId: required(text({ min: 28, max: 65 })),
  ShardIteratorType: required(oneOf("AFTER_SEQUENCE_NUMBER", "LATEST", "AT_SEQUENCE_NUMBER", "TRIM_HORIZON")),
  SequenceNumber: text({ min: 21, max: 40 }),
};
export const getRecords: Members = {
  ShardIterator: required(text({ min: 1, max: 2048 })),
  Limit: integer(1, 1000),
};
