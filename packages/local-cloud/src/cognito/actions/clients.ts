import { Input } from "../../protocols/input.ts";
import { CLIENT_ID, namedPool, poolClient } from "../caller.ts";
import { readClientSettings } from "../client-settings.ts";
import { page } from "../paging.ts";
import type { ClientRecord, ClientSettings } from "../records.ts";
import type { UserPools } from "../user-pools.ts";
import { randomId } from "./pools.ts";

const ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";

function describe(client: ClientRecord): object {
  return {
    UserPoolId: client.poolId,
    ClientId: client.id,
    CreationDate: client.created / 1000,
    LastModifiedDate: client.modified / 1000,
    AllowedOAuthFlowsUserPoolClient: false,
    ...client.settings,
  };
}

export async function createUserPoolClient(pools: UserPools, input: Input): Promise<object> {
  const pool = namedPool(pools, input);
  const secret = input.flag("GenerateSecret") ? randomId(ALPHABET, 51) : undefined;
  const settings = readClientSettings(input, secret);
  const client = addClient(pools, pool.id, randomId(ALPHABET, 26), settings);
  await pools.kernel.store.durable();
  return { UserPoolClient: describe(client) };
}

function addClient(pools: UserPools, poolId: string, id: string, settings: ClientSettings): ClientRecord {
  const created = pools.kernel.clock.now();
  const client: ClientRecord = { id, poolId, created, modified: created, settings };
  pools.directory.saveClient(client);
  return client;
}

/** A client with an id, and if wished a secret, of the caller's choice; one that exists takes the settings. */
export async function defineClient(
  pools: UserPools,
  { poolId, clientId, clientSecret }: { poolId: string; clientId: string; clientSecret?: string | undefined },
  members: object,
): Promise<void> {
  const input = new Input(
    { ClientName: clientId, ...members, ClientId: clientId },
    "InvalidParameterException",
  );
  input.text("ClientId", CLIENT_ID);
  const settings = readClientSettings(input, clientSecret);
  pools.directory.pool(poolId);
  const client = pools.directory.findClient(clientId);
  if (client?.poolId === poolId) {
    client.settings = settings;
    pools.directory.saveClient(client);
  } else {
    addClient(pools, poolId, clientId, settings);
  }
  await pools.kernel.store.durable();
}

/** As in AWS, what an update leaves out falls back to the default. */
export async function updateUserPoolClient(pools: UserPools, input: Input): Promise<object> {
  const { client } = poolClient(pools, input);
  const named = input.has("ClientName");
  const settings = readClientSettings(
    named ? input : input.with({ ClientName: client.settings.ClientName }),
    client.settings.ClientSecret,
  );
  client.settings = settings;
  client.modified = pools.kernel.clock.now();
  pools.directory.saveClient(client);
  await pools.kernel.store.durable();
  return { UserPoolClient: describe(client) };
}

export function describeUserPoolClient(pools: UserPools, input: Input): object {
  return { UserPoolClient: describe(poolClient(pools, input).client) };
}

export function listUserPoolClients(pools: UserPools, input: Input): object {
  const pool = namedPool(pools, input);
  const { items, next } = page(pools.directory.clients(pool.id), ({ id }) => id, {
    limit: input.integer("MaxResults", { min: 1, max: 60 }) ?? 60,
    token: input.optionalText("NextToken", { min: 1 }),
  });
  const UserPoolClients = items.map(({ id, settings }) => ({
    ClientId: id,
    UserPoolId: pool.id,
    ClientName: settings.ClientName,
  }));
  return { UserPoolClients, ...(next !== undefined && { NextToken: next }) };
}

export async function deleteUserPoolClient(pools: UserPools, input: Input): Promise<object> {
  pools.directory.deleteClient(poolClient(pools, input).client.id);
  await pools.kernel.store.durable();
  return {};
}
