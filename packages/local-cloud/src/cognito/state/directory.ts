import type { Kernel } from "../../kernel/kernel.ts";
import type { Collection } from "../../kernel/store.ts";
import { invalidParameter, resourceNotFound, userNotFound } from "../errors.ts";
import type { ClientRecord, GroupRecord, PoolRecord, UserRecord } from "./records.ts";

interface Pool {
  record: PoolRecord;
  groups: Map<string, GroupRecord>;
  /** By folded username. */
  users: Map<string, UserRecord>;
  /** Folded e-mail address to folded username, in pools whose users sign in with it. */
  byEmail: Map<string, string>;
  /** Folded usernames by group. */
  members: Map<string, Set<string>>;
}

/**
 * Pools, clients, groups and users, in memory and in the store. Records are changed in place and
 * then saved.
 */
export class Directory {
  readonly #pools = new Map<string, Pool>();
  readonly #clients = new Map<string, ClientRecord>();
  readonly #stored: {
    pools: Collection<PoolRecord>;
    clients: Collection<ClientRecord>;
    groups: Collection<GroupRecord>;
    users: Collection<UserRecord>;
  };

  constructor({ store }: Kernel) {
    this.#stored = {
      pools: store.collection("cognito.pools"),
      clients: store.collection("cognito.clients"),
      groups: store.collection("cognito.groups"),
      users: store.collection("cognito.users"),
    };
    for (const [, record] of this.#stored.pools.load()) this.#addPool(record);
    for (const [id, record] of this.#stored.clients.load()) this.#clients.set(id, record);
    for (const [, group] of this.#stored.groups.load())
      this.#pool(group.poolId).groups.set(group.name, group);
    for (const [, user] of this.#stored.users.load()) this.#index(this.#pool(user.poolId), user);
  }

  pools(): Iterable<PoolRecord> {
    return [...this.#pools.values()].map(({ record }) => record);
  }

  hasPool(id: string): boolean {
    return this.#pools.has(id);
  }

  pool(id: string): PoolRecord {
    return this.#pool(id).record;
  }

  savePool(record: PoolRecord): void {
    if (!this.#pools.has(record.id)) this.#addPool(record);
    this.#stored.pools.put(record.id, record);
  }

  findClient(id: string): ClientRecord | undefined {
    return this.#clients.get(id);
  }

  client(id: string): ClientRecord {
    return this.#clients.get(id) ?? missingClient(id);
  }

  clients(poolId: string): ClientRecord[] {
    return [...this.#clients.values()].filter((client) => client.poolId === poolId);
  }

  saveClient(record: ClientRecord): void {
    this.#clients.set(record.id, record);
    this.#stored.clients.put(record.id, record);
  }

  deleteClient(id: string): void {
    this.#clients.delete(id);
    this.#stored.clients.delete(id);
  }

  groups(poolId: string): GroupRecord[] {
    return [...this.#pool(poolId).groups.values()];
  }

  group(poolId: string, name: string): GroupRecord {
    return this.#pool(poolId).groups.get(name) ?? missingGroup();
  }

  hasGroup(poolId: string, name: string): boolean {
    return this.#pool(poolId).groups.has(name);
  }

  saveGroup(group: GroupRecord): void {
    this.#pool(group.poolId).groups.set(group.name, group);
    this.#stored.groups.put(`${group.poolId}/${group.name}`, group);
  }

  /** In order of creation. */
  users(poolId: string): Iterable<UserRecord> {
    return this.#pool(poolId).users.values();
  }

  userCount(poolId: string): number {
    return this.#pool(poolId).users.size;
  }

  /** By username or, where the pool allows it, by e-mail address. */
  findUser(poolId: string, name: string): UserRecord | undefined {
    const pool = this.#pool(poolId);
    const folded = fold(pool.record, name);
    return pool.users.get(folded) ?? pool.users.get(pool.byEmail.get(folded) ?? "");
  }

  /** Key under which attempts for a username are counted, for existing and unknown users alike. */
  accountKey(poolId: string, name: string): string {
    const username = this.findUser(poolId, name)?.username ?? fold(this.pool(poolId), name);
    return userKey({ id: poolId }, { username });
  }

  usersInGroup(poolId: string, group: string): UserRecord[] {
    const pool = this.#pool(poolId);
    const users = [...(pool.members.get(group) ?? [])].map((name) => pool.users.get(name));
    return users.filter((user) => user !== undefined);
  }

  addUser(user: UserRecord): void {
    const pool = this.#pool(user.poolId);
    this.#index(pool, user);
    this.#stored.users.put(userKey(pool.record, user), user);
  }

  /**
   * Stores a changed user. Throws if the user was deleted meanwhile, because saving would restore
   * it.
   */
  saveUser(user: UserRecord, previousEmail?: string): void {
    const pool = this.#pool(user.poolId);
    if (pool.users.get(fold(pool.record, user.username)) !== user) throw userNotFound();
    if (previousEmail !== undefined) pool.byEmail.delete(fold(pool.record, previousEmail));
    this.#index(pool, user);
    this.#stored.users.put(userKey(pool.record, user), user);
  }

  leaveGroup(user: UserRecord, group: string): void {
    const pool = this.#pool(user.poolId);
    user.groups = user.groups.filter((name) => name !== group);
    pool.members.get(group)?.delete(fold(pool.record, user.username));
    this.saveUser(user);
  }

  deleteUser(user: UserRecord): void {
    const pool = this.#pool(user.poolId);
    const name = fold(pool.record, user.username);
    for (const group of user.groups) pool.members.get(group)?.delete(name);
    pool.byEmail.delete(fold(pool.record, user.attributes["email"] ?? ""));
    pool.users.delete(name);
    this.#stored.users.delete(userKey(pool.record, user));
  }

  #pool(id: string): Pool {
    return this.#pools.get(id) ?? missingPool(id);
  }

  #addPool(record: PoolRecord): void {
    const empty = { groups: new Map(), users: new Map(), byEmail: new Map(), members: new Map() };
    this.#pools.set(record.id, { record, ...empty });
  }

  #index(pool: Pool, user: UserRecord): void {
    const name = fold(pool.record, user.username);
    pool.users.set(name, user);
    const email = user.attributes["email"];
    if (email !== undefined && signsInWithEmail(pool.record))
      pool.byEmail.set(fold(pool.record, email), name);
    for (const group of user.groups) {
      const members = pool.members.get(group);
      if (members) members.add(name);
      else pool.members.set(group, new Set([name]));
    }
  }
}

export function signsInWithEmail(pool: PoolRecord): boolean {
  return pool.settings.UsernameAttributes.includes("email");
}

/** Key of a user in the limits and token families. */
export function userKey(pool: { id: string }, user: { username: string }): string {
  return `${pool.id}/${user.username}`;
}

function fold(pool: PoolRecord, name: string): string {
  return pool.settings.UsernameConfiguration.CaseSensitive ? name : name.toLowerCase();
}

function missingPool(id: string): never {
  throw resourceNotFound(`User pool ${id} does not exist.`);
}

function missingClient(id: string): never {
  throw resourceNotFound(`User pool client ${id} does not exist.`);
}

function missingGroup(): never {
  throw resourceNotFound("Group not found.");
}

export function checkUsername(name: string): void {
  // https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SignUp.html
  if (!/^[\p{L}\p{M}\p{S}\p{N}\p{P}]{1,128}$/u.test(name)) {
    throw invalidParameter("Value at 'username' failed to satisfy constraint.");
  }
}
