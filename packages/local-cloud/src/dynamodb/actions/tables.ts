import { validation } from "../errors.ts";
import * as shapes from "../input/table-shapes.ts";
import { operation } from "../operation.ts";
import { describe } from "../table-description.ts";

const MAX_NAMES = 100;

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeTable.html */
export const describeTable = operation<{ TableName: string }>(shapes.describeTable, (database, input) => {
  return { Table: describe(database.namedTable(input.TableName)) };
});

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DeleteTable.html */
export const deleteTable = operation<{ TableName: string }>(shapes.describeTable, (database, input, call) => {
  const table = database.namedTable(input.TableName);
  if (table.definition.deletionProtection) {
    throw validation(
      "Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.",
    );
  }
  const description = describe(table, "DELETING");
  database.delete(table);
  call.awaitsDurability = true;
  return { TableDescription: description };
});

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ListTables.html */
export const listTables = operation<{ Limit?: number; ExclusiveStartTableName?: string }>(
  shapes.listTables,
  (database, input) => {
    const after = input.ExclusiveStartTableName;
    const names = database.tableNames().filter((name) => after === undefined || name > after);
    const limit = input.Limit ?? MAX_NAMES;
    const page = names.slice(0, limit);
    return {
      TableNames: page,
      ...(names.length > limit ? { LastEvaluatedTableName: page.at(-1) } : {}),
    };
  },
);

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeLimits.html */
export const describeLimits = operation({}, () => ({
  AccountMaxReadCapacityUnits: 80_000,
  AccountMaxWriteCapacityUnits: 80_000,
  TableMaxReadCapacityUnits: 40_000,
  TableMaxWriteCapacityUnits: 40_000,
}));

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeEndpoints.html */
export const describeEndpoints = operation({}, (database) => ({
  Endpoints: [{ Address: `dynamodb.${database.kernel.region}.amazonaws.com`, CachePeriodInMinutes: 1440 }],
}));
