import { validation } from "../errors.ts";

/** Control-plane calls check the table's name by rules of their own, before everything else. */
export function checkTableName(input: { TableName?: string }): void {
  const { TableName: name } = input;
  if (name === undefined) {
    throw validation("The parameter 'TableName' is required but was not present in the request");
  }
  if (name.length < 3 || name.length > 255) {
    throw validation("TableName must be at least 3 characters long and at most 255 characters long");
  }
}
