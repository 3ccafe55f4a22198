import { AwsError } from "../../kernel/wire.ts";
import { validation } from "../errors.ts";
import * as shapes from "../input/table-shapes.ts";
import { operation } from "../operation.ts";
import type { Database } from "../state/database.ts";
import type { Table } from "../state/table.ts";

const MAX_TAGS = 50;
const RESOURCE = /^.+:.+:.+:.+:.+:.+\/.+$/;
const TABLE = /^arn:aws:dynamodb:.+:\d+:table\/([^/]{3,})$/;

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TagResource.html */
export const tagResource = operation<{ ResourceArn?: string; Tags?: { Key: string; Value: string }[] }>(
  shapes.tagResource,
  (database, input, call) => {
    checkResource(database, input.ResourceArn, "TagResource");
    if (!input.Tags) throw missing("tags");
    const name = tableNameOf(input.ResourceArn);
    if (input.Tags.length === 0) throw validation("Atleast one Tag needs to be provided as Input.");
    const table = taggedTable(database, name, input.ResourceArn);
    const tags = new Map(table.definition.tags.map(({ Key, Value }) => [Key, Value]));
    for (const { Key, Value } of input.Tags) tags.set(Key, Value);
    if (tags.size > MAX_TAGS)
      throw validation("One or more parameter values were invalid: Tag count exceeds the limit of 50");
    saveTags(database, table, tags);
    call.awaitsDurability = true;
    return {};
  },
);

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UntagResource.html */
export const untagResource = operation<{ ResourceArn?: string; TagKeys?: string[] }>(
  shapes.untagResource,
  (database, input, call) => {
    checkResource(database, input.ResourceArn, "UntagResource");
    if (!input.TagKeys) throw missing("tagKeys");
    const name = tableNameOf(input.ResourceArn);
    if (input.TagKeys.length === 0) throw validation("Atleast one Tag Key needs to be provided as Input.");
    const table = database.table(name);
    const tags = new Map(table.definition.tags.map(({ Key, Value }) => [Key, Value]));
    for (const key of input.TagKeys) tags.delete(key);
    saveTags(database, table, tags);
    call.awaitsDurability = true;
    return {};
  },
);

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ListTagsOfResource.html */
export const listTagsOfResource = operation<{ ResourceArn?: string }>(
  shapes.listTagsOfResource,
  (database, input) => {
    checkResource(database, input.ResourceArn, "ListTagsOfResource");
    const name = tableNameOf(input.ResourceArn);
    return { Tags: taggedTable(database, name, input.ResourceArn).definition.tags };
  },
);

function checkResource(database: Database, arn: string | undefined, action: string): void {
  if (arn === undefined) throw validation("Invalid TableArn");
  if (RESOURCE.test(arn)) return;
  throw new AwsError(
    "AccessDeniedException",
    `User: ${user(database)} is not authorized to perform: dynamodb:${action} on resource: ${arn || "*"}`,
  );
}

function user(database: Database): string {
  return `arn:aws:iam::${database.kernel.account}:root`;
}

function tableNameOf(arn = ""): string {
  const name = TABLE.exec(arn)?.[1];
  if (name === undefined) throw validation(`Invalid TableArn: Invalid ResourceArn provided as input ${arn}`);
  return name;
}

function taggedTable(database: Database, name: string, arn = ""): Table {
  if (database.has(name)) return database.table(name);
  throw new AwsError(
    "ResourceNotFoundException",
    `Requested resource not found: ResourcArn: ${arn} not found`,
  );
}

function saveTags(database: Database, table: Table, tags: Map<string, string>): void {
  table.definition.tags = [...tags]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([Key, Value]) => ({ Key, Value }));
  database.save(table.definition);
}

function missing(member: string): Error {
  return validation(
    `1 validation error detected: Value null at '${member}' failed to satisfy constraint: Member must not be null`,
  );
}
