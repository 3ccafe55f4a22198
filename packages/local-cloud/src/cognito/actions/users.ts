import type { Input } from "../../protocols/input.ts";
import type { CognitoContext } from "../context.ts";
import { invalidParameter } from "../errors.ts";
import { namedPool } from "../input/caller.ts";
import { page } from "../paging.ts";
import { signsInWithEmail } from "../state/directory.ts";
import type { PoolRecord, UserRecord } from "../state/records.ts";
import { describeUser } from "./admin-users.ts";

const MOST_PER_PAGE = 60;

export function listUsers(context: CognitoContext, input: Input): object {
  const pool = namedPool(context, input);
  const wanted = input.texts("AttributesToGet");
  const filter = parseFilter(input.optionalText("Filter", { max: 256 }));
  const { items, next } = page(candidates(context, pool, filter), ({ username }) => username, {
    limit: input.integer("Limit", { min: 0, max: MOST_PER_PAGE }) || MOST_PER_PAGE,
    token: input.optionalText("PaginationToken", { min: 1 }),
    keep: (user) => filter === undefined || matches(user, filter),
  });
  const Users = items.map((user) => {
    const described = describeUser(user);
    if (!wanted) return described;
    return { ...described, Attributes: described.Attributes.filter(({ Name }) => wanted.includes(Name)) };
  });
  return { Users, ...(next !== undefined && { PaginationToken: next }) };
}

interface Filter {
  name: string;
  operator: string;
  value: string;
}

/** https://docs.aws.amazon.com/cognito/latest/developerguide/how-to-manage-user-accounts.html#cognito-user-pools-searching-for-users-using-listusers-api */
const FILTER = /^\s*"?([\w:]+)"?\s*(=|\^=)\s*"((?:[^"\\]|\\.)*)"\s*$/;
const SEARCHABLE = new Set([
  "username",
  "email",
  "phone_number",
  "name",
  "given_name",
  "family_name",
  "preferred_username",
  "cognito:user_status",
  "status",
  "sub",
]);

function parseFilter(text: string | undefined): Filter | undefined {
  if (text === undefined || text === "") return undefined;
  const [, name = "", operator = "", value = ""] = FILTER.exec(text) ?? [];
  if (!SEARCHABLE.has(name)) throw invalidParameter(`Invalid search attribute or filter: ${text}`);
  return { name, operator, value: value.replaceAll(/\\(.)/g, "$1") };
}

/** An exact search by a sign-in name uses an index instead of scanning the pool. */
function candidates(
  context: CognitoContext,
  pool: PoolRecord,
  filter: Filter | undefined,
): Iterable<UserRecord> {
  const indexed = filter?.name === "username" || (filter?.name === "email" && signsInWithEmail(pool));
  if (!filter || filter.operator !== "=" || !indexed) return context.directory.users(pool.id);
  const user = context.directory.findUser(pool.id, filter.value);
  return user ? [user] : [];
}

function matches(user: UserRecord, { name, operator, value }: Filter): boolean {
  const actual = searchValue(user, name).toLowerCase();
  const wanted = value.toLowerCase();
  return operator === "=" ? actual === wanted : actual.startsWith(wanted);
}

function searchValue(user: UserRecord, name: string): string {
  if (name === "username") return user.username;
  if (name === "cognito:user_status") return user.status;
  if (name === "status") return user.enabled ? "Enabled" : "Disabled";
  return user.attributes[name] ?? "";
}

export function listUsersInGroup(context: CognitoContext, input: Input): object {
  const pool = namedPool(context, input);
  const group = context.directory.group(pool.id, input.text("GroupName"));
  const { items, next } = page(
    context.directory.usersInGroup(pool.id, group.name),
    ({ username }) => username,
    {
      limit: input.integer("Limit", { min: 0, max: MOST_PER_PAGE }) || MOST_PER_PAGE,
      token: input.optionalText("NextToken", { min: 1 }),
    },
  );
  return { Users: items.map(describeUser), ...(next !== undefined && { NextToken: next }) };
}
