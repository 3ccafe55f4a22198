import { AwsError } from "../../kernel/wire.ts";
import type { Input } from "../../protocols/input.ts";
import type { CognitoContext } from "../context.ts";
import { namedPool, namedUser } from "../input/caller.ts";
import { page } from "../paging.ts";
import type { GroupRecord } from "../state/records.ts";

const MOST_PER_PAGE = 60;

function describe(group: GroupRecord) {
  return {
    GroupName: group.name,
    UserPoolId: group.poolId,
    ...(group.description !== undefined && { Description: group.description }),
    ...(group.roleArn !== undefined && { RoleArn: group.roleArn }),
    ...(group.precedence !== undefined && { Precedence: group.precedence }),
    CreationDate: group.created / 1000,
    LastModifiedDate: group.modified / 1000,
  };
}

export async function createGroup(context: CognitoContext, input: Input): Promise<object> {
  const pool = namedPool(context, input);
  const name = input.text("GroupName", { min: 1, max: 128 });
  if (context.directory.hasGroup(pool.id, name)) {
    throw new AwsError("GroupExistsException", "A group with the name already exists.");
  }
  const now = context.kernel.clock.now();
  const description = input.optionalText("Description", { max: 2048 });
  const roleArn = input.optionalText("RoleArn", { min: 20, max: 2048 });
  const precedence = input.integer("Precedence", { min: 0 });
  const group: GroupRecord = {
    poolId: pool.id,
    name,
    ...(description !== undefined && { description }),
    ...(roleArn !== undefined && { roleArn }),
    ...(precedence !== undefined && { precedence }),
    created: now,
    modified: now,
  };
  context.directory.saveGroup(group);
  await context.kernel.store.durable();
  return { Group: describe(group) };
}

export async function defineGroup(
  context: CognitoContext,
  { poolId, name, precedence }: { poolId: string; name: string; precedence?: number },
): Promise<void> {
  const known = context.directory.hasGroup(poolId, name) ? context.directory.group(poolId, name) : undefined;
  const now = context.kernel.clock.now();
  const group = known ?? { poolId, name, created: now, modified: now };
  if (precedence !== undefined) group.precedence = precedence;
  context.directory.saveGroup(group);
  await context.kernel.store.durable();
}

export function getGroup(context: CognitoContext, input: Input): object {
  const pool = namedPool(context, input);
  return { Group: describe(context.directory.group(pool.id, input.text("GroupName"))) };
}

export function listGroups(context: CognitoContext, input: Input): object {
  return groupPage(context.directory.groups(namedPool(context, input).id), input);
}

export function adminListGroupsForUser(context: CognitoContext, input: Input): object {
  const { pool, user } = namedUser(context, input);
  return groupPage(
    user.groups.map((name) => context.directory.group(pool.id, name)),
    input,
  );
}

function groupPage(groups: GroupRecord[], input: Input): object {
  const { items, next } = page(groups, ({ name }) => name, {
    limit: input.integer("Limit", { min: 0, max: MOST_PER_PAGE }) || MOST_PER_PAGE,
    token: input.optionalText("NextToken", { min: 1 }),
  });
  return { Groups: items.map(describe), ...(next !== undefined && { NextToken: next }) };
}

export async function adminAddUserToGroup(context: CognitoContext, input: Input): Promise<object> {
  const { pool, user } = namedUser(context, input);
  const group = context.directory.group(pool.id, input.text("GroupName"));
  if (!user.groups.includes(group.name)) {
    user.groups.push(group.name);
    context.directory.saveUser(user);
    await context.kernel.store.durable();
  }
  return {};
}

export async function adminRemoveUserFromGroup(context: CognitoContext, input: Input): Promise<object> {
  const { pool, user } = namedUser(context, input);
  const group = context.directory.group(pool.id, input.text("GroupName"));
  context.directory.leaveGroup(user, group.name);
  await context.kernel.store.durable();
  return {};
}
