import { type CapacityRequest, consumedCapacity, readUnits } from "../capacity.ts";
import { Bindings } from "../expressions/bindings.ts";
import { bindProjection, type Projection } from "../expressions/projection.ts";
import { checkExpressionParameters } from "../input/expression-parameters.ts";
import * as shapes from "../input/item-shapes.ts";
import {
  type AttributesToGetRequest,
  checkAttributesToGet,
  projectionOf,
} from "../legacy/attributes-to-get.ts";
import { operation } from "../operation.ts";
import type { Database } from "../state/database.ts";
import { checkKey, locate } from "../state/schema.ts";
import type { StoredItem } from "../state/stored-item.ts";
import type { Table } from "../state/table.ts";
import type { Attributes } from "../values/attributes.ts";
import { validateAttributes } from "../values/validate.ts";
import { checkKeyPaths } from "../writes/key-paths.ts";

export interface ProjectionRequest extends AttributesToGetRequest {
  ProjectionExpression?: string;
  ExpressionAttributeNames?: Record<string, string>;
}

interface GetItemInput extends CapacityRequest, ProjectionRequest {
  TableName: string;
  Key: Attributes;
  ConsistentRead?: boolean;
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_GetItem.html */
export const getItem = operation<GetItemInput>(shapes.getItem, (database, input, call) => {
  checkExpressionParameters(input, ["ProjectionExpression"], ["AttributesToGet"]);
  validateAttributes(input.Key);
  const projection = requestedProjection(input);
  const table = database.table(input.TableName);
  const consistent = input.ConsistentRead ?? false;
  const { stored, units } = readItem(database, table, input.Key, projection, consistent);
  call.readUnits += units;
  call.awaitsDurability = consistent;
  const output: { Item?: Attributes; ConsumedCapacity?: object } = {};
  if (stored) output.Item = projection ? projection.of(stored.attributes) : stored.attributes;
  const capacity = consumedCapacity(input, { table, units, indexes: [] });
  if (capacity) output.ConsumedCapacity = capacity;
  return output;
});

export function requestedProjection(request: ProjectionRequest): Projection | undefined {
  checkAttributesToGet(request);
  if (request.ProjectionExpression === undefined) return projectionOf(request);
  const bindings = new Bindings(request);
  const projection = bindProjection(request.ProjectionExpression, bindings);
  bindings.checkAllUsed();
  return projection;
}

/** Reads one item by its key. The units are those of a non-transactional read. */
export function readItem(
  database: Database,
  table: Table,
  key: Attributes,
  projection: Projection | undefined,
  consistent: boolean,
): { stored: StoredItem | undefined; units: number } {
  checkKey(table.schema, key);
  if (projection) checkKeyPaths(table, projection.paths);
  const hashKey = key[table.schema.hash.name];
  if (hashKey) database.admit(table, hashKey, "read");
  const stored = table.seen(locate(table.schema, key), consistent);
  const units = readUnits(stored?.size ?? 0, consistent);
  if (hashKey) database.throttle?.charge(table, hashKey, "read", units);
  return { stored, units };
}
