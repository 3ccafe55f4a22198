import { validation } from "../errors.ts";
import { bindCondition } from "../expressions/bind-condition.ts";
import { Bindings } from "../expressions/bindings.ts";
import type { Condition } from "../expressions/bound.ts";
import { bindProjection } from "../expressions/projection.ts";
import { checkExpressionParameters } from "../input/expression-parameters.ts";
import * as shapes from "../input/item-shapes.ts";
import { validateStartKey } from "../input/start-key.ts";
import {
  type AttributesToGetRequest,
  checkAttributesToGet,
  projectionOf,
} from "../legacy/attributes-to-get.ts";
import {
  checkConditions as checkLegacyConditions,
  conditionOf,
  type LegacyConditions,
} from "../legacy/conditions.ts";
import { operation } from "../operation.ts";
import {
  bindKeyConditions,
  type KeyCondition,
  type KeyConditions,
  keyConditionsOf,
  keyOperator,
  legacyKeyConditions,
} from "../reads/key-condition.ts";
import { type PageRequest, readPage } from "../reads/page.ts";
import {
  type Cursor,
  checkSelection,
  checkStartKey,
  checkTableStartKey,
  cursorOf,
  type ReadSource,
  readSource,
  type SourceEntry,
} from "../reads/read-source.ts";
import { compareEntries } from "../state/partitions.ts";
import type { KeySchema } from "../state/schema.ts";
import type { Attributes, AttributeValue } from "../values/attributes.ts";
import { orderedKey, sameValue } from "../values/compare.ts";
import { checkKeyPaths, conditionPaths } from "../writes/key-paths.ts";

interface QueryInput extends PageRequest, AttributesToGetRequest {
  KeyConditions?: LegacyConditions;
  QueryFilter?: LegacyConditions;
  ConditionalOperator?: "AND" | "OR";
  KeyConditionExpression?: string;
  FilterExpression?: string;
  ExpressionAttributeNames?: Record<string, string>;
  ExpressionAttributeValues?: Attributes;
  ScanIndexForward?: boolean;
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Query.html */
export const query = operation<QueryInput>(shapes.query, (database, input, call) => {
  checkExpressionParameters(
    input,
    ["ProjectionExpression", "FilterExpression", "KeyConditionExpression"],
    [
      "AttributesToGet",
      "QueryFilter",
      "ConditionalOperator",
      ...(input.KeyConditionExpression === undefined ? [] : ["KeyConditions"]),
    ],
  );
  if (input.QueryFilter) checkLegacyConditions(input.QueryFilter);
  checkAttributesToGet(input);
  if (input.ExclusiveStartKey) validateStartKey(input.ExclusiveStartKey);
  if (input.KeyConditionExpression === undefined && !input.KeyConditions) {
    throw validation(
      "Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.",
    );
  }
  const bindings = new Bindings(input);
  const bound =
    input.KeyConditionExpression === undefined
      ? undefined
      : bindKeyConditions(input.KeyConditionExpression, bindings);
  const filter =
    input.FilterExpression === undefined
      ? input.QueryFilter && conditionOf(input.QueryFilter, input.ConditionalOperator)
      : bindCondition("FilterExpression", input.FilterExpression, bindings);
  const projection =
    input.ProjectionExpression === undefined
      ? projectionOf(input)
      : bindProjection(input.ProjectionExpression, bindings);
  bindings.checkAllUsed();
  if (!bound && input.KeyConditions) checkLegacyConditions(input.KeyConditions);
  const conditions = bound ? keyConditionsOf(bound) : legacyKeyConditions(input.KeyConditions ?? {});

  const found = readSource(database, input);
  if (input.ExclusiveStartKey)
    checkStartKey(found, input.ExclusiveStartKey, "The provided starting key is invalid");
  checkConditions(found.schema, conditions);
  const { hash, range } = found.schema;
  const hashValue = (conditions.get(hash.name) as KeyCondition).values[0] as AttributeValue;
  const rangeCondition = range && conditions.get(range.name);
  if (input.ExclusiveStartKey) {
    checkTableStartKey(found, input.ExclusiveStartKey);
    checkWithinConditions(found.schema, input.ExclusiveStartKey, hashValue, rangeCondition);
  }
  if (projection) checkKeyPaths(found.table, projection.paths);
  if (filter) checkFilter(found, filter, input.QueryFilter ? "QueryFilter" : "Filter Expression");
  const source = checkSelection(found, input, projection);

  database.admit(source.table, hashValue, "read", source.index);
  const cursor = input.ExclusiveStartKey && cursorOf(source, input.ExclusiveStartKey);
  const entries = entriesOf(source, hashValue, rangeCondition, input.ScanIndexForward ?? true, cursor);
  const { output, usage } = readPage(source, entries, input, filter, projection, call);
  database.throttle?.charge(source.table, hashValue, "read", usage.units);
  return output;
});

function checkConditions({ hash, range }: KeySchema, conditions: KeyConditions): void {
  if (!range && conditions.size > 1) throw validation("Query key condition not supported");
  for (const { name, type } of range ? [hash, range] : [hash]) {
    const condition = conditions.get(name);
    if (!condition) {
      if (name !== hash.name && conditions.size === 1) continue;
      throw validation(`Query condition missed key schema element: ${name}`);
    }
    const operator = keyOperator(condition);
    if (condition.values.some((value) => !(type in value))) {
      throw validation(
        "One or more parameter values were invalid: Condition parameter type does not match schema type",
      );
    }
    if (name === hash.name && operator !== "EQ") throw validation("Query key condition not supported");
    checkNotEmpty(name, condition.values);
  }
}

function checkNotEmpty(name: string, values: AttributeValue[]): void {
  for (const value of values) {
    const empty = ("S" in value && value.S === "") || ("B" in value && value.B === "");
    if (!empty) continue;
    const kind = "S" in value ? "string" : "binary";
    throw validation(
      `One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty ${kind} value. Key: ${name}`,
    );
  }
}

function checkWithinConditions(
  { hash, range }: KeySchema,
  start: Attributes,
  hashValue: AttributeValue,
  rangeCondition: KeyCondition | undefined,
): void {
  const sameHash = sameValue(start[hash.name] as AttributeValue, hashValue);
  if (!range || !rangeCondition) {
    if (sameHash) return;
    throw validation("The provided starting key is outside query boundaries based on provided conditions");
  }
  const position = positionIn(rangeCondition);
  if (position(orderedKey(start[range.name] as AttributeValue)) !== 0) {
    throw validation("The provided starting key does not match the range key predicate");
  }
  if (!sameHash) throw validation("The query can return at most one row and cannot be restarted");
}

function checkFilter(source: ReadSource, filter: Condition, parameter: string): void {
  const paths = conditionPaths(filter);
  const { hash, range } = source.schema;
  for (const { name } of range ? [hash, range] : [hash]) {
    if (paths.some((path) => path[0] === name)) {
      throw validation(
        `${parameter} can only contain non-primary key attributes: Primary key attribute: ${name}`,
      );
    }
  }
  checkKeyPaths(source.table, paths);
}

/**
 * Returns a function that gives -1, 0 or 1 for sort keys before, within and after the range of a
 * condition.
 */
function positionIn(condition: KeyCondition | undefined): (range: string) => number {
  if (!condition) return () => 0;
  const [first, second] = condition.values.map(orderedKey);
  const bound = first ?? "";
  switch (keyOperator(condition)) {
    case "EQ":
      return (range) => (range === bound ? 0 : range < bound ? -1 : 1);
    case "LT":
      return (range) => (range < bound ? 0 : 1);
    case "LE":
      return (range) => (range <= bound ? 0 : 1);
    case "GT":
      return (range) => (range > bound ? 0 : -1);
    case "GE":
      return (range) => (range >= bound ? 0 : -1);
    case "BEGINS_WITH":
      return (range) => (range.startsWith(bound) ? 0 : range < bound ? -1 : 1);
    case "BETWEEN": {
      const upper = second ?? "";
      return (range) => (range < bound ? -1 : range > upper ? 1 : 0);
    }
  }
}

function* entriesOf(
  source: ReadSource,
  hashValue: AttributeValue,
  condition: KeyCondition | undefined,
  forward: boolean,
  cursor: Cursor | undefined,
): Generator<SourceEntry, void> {
  const partition = source.partitions.get(orderedKey(hashValue));
  if (!partition) return;
  const position = positionIn(condition);
  const after = cursor?.entry;
  if (forward) {
    const entries = partition.ascending(
      after
        ? (entry) => (compareEntries(entry, after) <= 0 ? -1 : 1)
        : (entry) => (position(entry.range) < 0 ? -1 : 1),
    );
    for (const entry of entries) {
      if (position(entry.range) > 0) return;
      yield entry;
    }
    return;
  }
  const entries = partition.descending(
    after
      ? (entry) => (compareEntries(entry, after) < 0 ? -1 : 1)
      : (entry) => (position(entry.range) > 0 ? 1 : -1),
  );
  for (const entry of entries) {
    if (position(entry.range) < 0) return;
    yield entry;
  }
}
