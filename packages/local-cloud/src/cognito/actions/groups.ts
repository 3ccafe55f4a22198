import { AwsError } from "../../kernel/wire.ts";
import type { Input } from "../../protocols/input.ts";
import { namedPool, namedUser } from "../caller.ts";
import { page } from "../paging.ts";
import type { GroupRecord } from "../records.ts";
import type { UserPools } from "../user-pools.ts";

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

export async function createGroup(pools: UserPools, input: Input): Promise<object> {
  const pool = namedPool(pools, input);
  const name = input.text("GroupName", { min: 1, max: 128 });
  if (pools.directory.hasGroup(pool.id, name)) {
    throw new AwsError("GroupExistsException", "A group with the name already exists.");
  }
  const now = pools.kernel.clock.now();
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
  pools.directory.saveGroup(group);
  await pools.kernel.store.durable();
  return { Group: describe(group) };
}

export async function defineGroup(
  pools: UserPools,
  { poolId, name, precedence }: { poolId: string; name: string; precedence?: number },
): Promise<void> {
  const known = pools.directory.hasGroup(poolId, name) ? pools.directory.group(poolId, name) : undefined;
  const now = pools.kernel.clock.now();
  const group = known ?? { poolId, name, created: now, modified: now };
  if (precedence !== undefined) group.precedence = precedence;
  pools.directory.saveGroup(group);
  await pools.kernel.store.durable();
}

export function getGroup(pools: UserPools, input: Input): object {
  const pool = namedPool(pools, input);
  return { Group: describe(pools.directory.group(pool.id, input.text("GroupName"))) };
}

export function listGroups(pools: UserPools, input: Input): object {
  return listed(pools.directory.groups(namedPool(pools, input).id), input);
}

export function adminListGroupsForUser(pools: UserPools, input: Input): object {
  const { pool, user } = namedUser(pools, input);
  return listed(
    user.groups.map((name) => pools.directory.group(pool.id, name)),
    input,
  );
}

function listed(groups: GroupRecord[], input: Input): object {
  const { items, next } = page(groups, ({ name }) => name, {
    limit: input.integer("Limit", { min: 0, max: MOST_PER_PAGE }) || MOST_PER_PAGE,
    token: input.optionalText("NextToken", { min: 1 }),
  });
  return { Groups: items.map(describe), ...(next !== undefined && { NextToken: next }) };
}

export async function adminAddUserToGroup(pools: UserPools, input: Input): Promise<object> {
  const { pool, user } = namedUser(pools, input);
  const group = pools.directory.group(pool.id, input.text("GroupName"));
  if (!user.groups.includes(group.name)) {
    user.groups.push(group.name);
    pools.directory.saveUser(user);
    await pools.kernel.store.durable();
  }
  return {};
}

export async function adminRemoveUserFromGroup(pools: UserPools, input: Input): Promise<object> {
  const { pool, user } = namedUser(pools, input);
  const group = pools.directory.group(pool.id, input.text("GroupName"));
  pools.directory.leaveGroup(user, group.name);
  await pools.kernel.store.durable();
  return {};
}
