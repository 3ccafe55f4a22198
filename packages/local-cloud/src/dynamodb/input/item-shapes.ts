import {
  attributes,
  boolean,
  element,
  elementValue,
  integer,
  list,
  type Members,
  mapOf,
  member,
  memberValue,
  name,
  names,
  oneOf,
  required,
  type Shape,
  tableKeys,
  tableName,
  text,
} from "./shapes.ts";

const returnConsumedCapacity = oneOf("INDEXES", "TOTAL", "NONE");
const returnItemCollectionMetrics = oneOf("SIZE", "NONE");
const returnValues = oneOf("ALL_NEW", "UPDATED_OLD", "ALL_OLD", "NONE", "UPDATED_NEW");
const returnValuesOnConditionCheckFailure = oneOf("ALL_OLD", "NONE");
const select = oneOf("SPECIFIC_ATTRIBUTES", "COUNT", "ALL_ATTRIBUTES", "ALL_PROJECTED_ATTRIBUTES");
const comparisonOperator = oneOf(
  "IN",
  "NULL",
  "BETWEEN",
  "LT",
  "NOT_CONTAINS",
  "EQ",
  "GT",
  "NOT_NULL",
  "NE",
  "LE",
  "BEGINS_WITH",
  "GE",
  "CONTAINS",
);
const conditionalOperator = oneOf("OR", "AND");
const attributesToGet = list(text(), { min: 1, max: 255 });
const expected = mapOf(
  "ExpectedAttributeValue",
  element("ExpectedAttributeValue", {
    AttributeValueList: list(elementValue),
    ComparisonOperator: comparisonOperator,
    Exists: boolean,
    Value: memberValue,
  }),
);
const conditions = mapOf(
  "Condition",
  element("Condition", {
    AttributeValueList: list(elementValue),
    ComparisonOperator: required(comparisonOperator),
  }),
);
const expressions: Members = {
  ExpressionAttributeValues: attributes,
  ExpressionAttributeNames: names,
};

export const getItem: Members = {
  ReturnConsumedCapacity: returnConsumedCapacity,
  AttributesToGet: attributesToGet,
  TableName: tableName,
  Key: required(attributes),
  ConsistentRead: boolean,
  ProjectionExpression: text(),
  ExpressionAttributeNames: names,
};

export const putItem: Members = {
  ReturnConsumedCapacity: returnConsumedCapacity,
  TableName: tableName,
  Item: required(attributes),
  ConditionalOperator: conditionalOperator,
  Expected: expected,
  ReturnValues: returnValues,
  ReturnItemCollectionMetrics: returnItemCollectionMetrics,
  ReturnValuesOnConditionCheckFailure: returnValuesOnConditionCheckFailure,
  ConditionExpression: text(),
  ...expressions,
};

export const deleteItem: Members = {
  ReturnConsumedCapacity: returnConsumedCapacity,
  TableName: tableName,
  ReturnValues: returnValues,
  ReturnItemCollectionMetrics: returnItemCollectionMetrics,
  ReturnValuesOnConditionCheckFailure: returnValuesOnConditionCheckFailure,
  Key: required(attributes),
  ConditionalOperator: conditionalOperator,
  Expected: expected,
  ConditionExpression: text(),
  ...expressions,
};

export const updateItem: Members = {
  ReturnConsumedCapacity: returnConsumedCapacity,
  TableName: tableName,
  ReturnItemCollectionMetrics: returnItemCollectionMetrics,
  ReturnValues: returnValues,
  ReturnValuesOnConditionCheckFailure: returnValuesOnConditionCheckFailure,
  Key: required(attributes),
  ConditionalOperator: conditionalOperator,
  Expected: expected,
  AttributeUpdates: mapOf(
    "AttributeValueUpdate",
    element("AttributeValueUpdate", { Action: text(), Value: memberValue }),
  ),
  ConditionExpression: text(),
  UpdateExpression: text(),
  ...expressions,
};

export const query: Members = {
  Select: select,
  IndexName: name,
  ReturnConsumedCapacity: returnConsumedCapacity,
  QueryFilter: conditions,
  TableName: tableName,
  ConditionalOperator: conditionalOperator,
  AttributesToGet: attributesToGet,
  Limit: integer(1),
  KeyConditions: conditions,
  ExclusiveStartKey: attributes,
  ConsistentRead: boolean,
  ScanIndexForward: boolean,
  KeyConditionExpression: text(),
  FilterExpression: text(),
  ProjectionExpression: text(),
  ...expressions,
};

export const scan: Members = {
  Select: select,
  IndexName: name,
  TotalSegments: integer(1, 1_000_000),
  ReturnConsumedCapacity: returnConsumedCapacity,
  TableName: tableName,
  ConditionalOperator: conditionalOperator,
  ScanFilter: conditions,
  Segment: integer(0, 999_999),
  Limit: integer(1),
  AttributesToGet: attributesToGet,
  ExclusiveStartKey: attributes,
  ConsistentRead: boolean,
  FilterExpression: text(),
  ProjectionExpression: text(),
  ...expressions,
};

const keyMap: Shape = {
  kind: "map",
  of: elementValue,
  valueType: "com.amazonaws.dynamodb.v20120810.AttributeValue",
  parameterized: true,
};

export const batchGetItem: Members = {
  ReturnConsumedCapacity: returnConsumedCapacity,
  RequestItems: required({
    kind: "map",
    valueType: "com.amazonaws.dynamodb.v20120810.KeysAndAttributes",
    min: 1,
    keys: tableKeys,
    of: element("KeysAndAttributes", {
      Keys: required(list(keyMap, { min: 1, max: 100 })),
      AttributesToGet: attributesToGet,
      ConsistentRead: boolean,
      ProjectionExpression: text(),
      ExpressionAttributeNames: names,
    }),
  }),
};

export const batchWriteItem: Members = {
  ReturnConsumedCapacity: returnConsumedCapacity,
  ReturnItemCollectionMetrics: returnItemCollectionMetrics,
  RequestItems: required({
    kind: "map",
    valueType: "java.util.List<com.amazonaws.dynamodb.v20120810.WriteRequest>",
    min: 1,
    keys: tableKeys,
    values: { min: 1, max: 25 },
    of: list(
      element("WriteRequest", {
        DeleteRequest: member("DeleteRequest", { Key: required(attributes) }),
        PutRequest: member("PutRequest", { Item: required(attributes) }),
      }),
      { parameterized: true },
    ),
  }),
};

const transactCondition: Members = {
  TableName: tableName,
  ReturnValuesOnConditionCheckFailure: returnValuesOnConditionCheckFailure,
  ...expressions,
};

export const transactWriteItems: Members = {
  ReturnConsumedCapacity: returnConsumedCapacity,
  ReturnItemCollectionMetrics: returnItemCollectionMetrics,
  ClientRequestToken: text({ min: 1, max: 36 }),
  TransactItems: required(
    list(
      element("TransactWriteItem", {
        ConditionCheck: member("ConditionCheck", {
          ...transactCondition,
          Key: required(attributes),
          ConditionExpression: required(text()),
        }),
        Put: member("Put", { ...transactCondition, Item: required(attributes), ConditionExpression: text() }),
        Delete: member("Delete", {
          ...transactCondition,
          Key: required(attributes),
          ConditionExpression: text(),
        }),
        Update: member("Update", {
          ...transactCondition,
          Key: required(attributes),
          UpdateExpression: required(text()),
          ConditionExpression: text(),
        }),
      }),
      { min: 1, max: 100 },
    ),
  ),
};

export const transactGetItems: Members = {
  ReturnConsumedCapacity: returnConsumedCapacity,
  TransactItems: required(
    list(
      element("TransactGetItem", {
        Get: required(
          member("Get", {
            TableName: tableName,
            Key: required(attributes),
            ProjectionExpression: text(),
            ExpressionAttributeNames: names,
          }),
        ),
      }),
      { min: 1, max: 100 },
    ),
  ),
};
