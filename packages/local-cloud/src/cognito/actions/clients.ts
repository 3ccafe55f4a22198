import { Input } from "../../protocols/input.ts";
import type { CognitoContext } from "../context.ts";
import { CLIENT_ID, namedPool, poolClient } from "../input/caller.ts";
import { readClientSettings } from "../input/client-settings.ts";
import { page } from "../paging.ts";
import type { ClientRecord, ClientSettings } from "../state/records.ts";
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

export async function createUserPoolClient(context: CognitoContext, input: Input): Promise<object> {
  const pool = namedPool(context, input);
  const secret = input.flag("GenerateSecret") ? randomId(ALPHABET, 51) : undefined;
  const settings = readClientSettings(input, secret);
  const client = addClient(context, pool.id, randomId(ALPHABET, 26), settings);
  await context.kernel.store.durable();
  return { UserPoolClient: describe(client) };
}

function addClient(
  context: CognitoContext,
  poolId: string,
  id: string,
  settings: ClientSettings,
): ClientRecord {
  const created = context.kernel.clock.now();
  const client: ClientRecord = { id, poolId, created, modified: created, settings };
  context.directory.saveClient(client);
  return client;
}

/**
 * Defines a client with a given id and, optionally, a given secret. An existing client gets the
 * settings.
 */
export async function defineClient(
  context: CognitoContext,
  { poolId, clientId, clientSecret }: { poolId: string; clientId: string; clientSecret?: string | undefined },
  members: object,
): Promise<void> {
  const input = new Input(
    { ClientName: clientId, ...members, ClientId: clientId },
    "InvalidParameterException",
  );
  input.text("ClientId", CLIENT_ID);
  const settings = readClientSettings(input, clientSecret);
  context.directory.pool(poolId);
  const client = context.directory.findClient(clientId);
  if (client?.poolId === poolId) {
    client.settings = settings;
    context.directory.saveClient(client);
  } else {
    addClient(context, poolId, clientId, settings);
  }
  await context.kernel.store.durable();
}

/** As in AWS, members absent from an update are reset to their defaults. */
export async function updateUserPoolClient(context: CognitoContext, input: Input): Promise<object> {
  const { client } = poolClient(context, input);
  const named = input.has("ClientName");
  const settings = readClientSettings(
    named ? input : input.with({ ClientName: client.settings.ClientName }),
    client.settings.ClientSecret,
  );
  client.settings = settings;
  client.modified = context.kernel.clock.now();
  context.directory.saveClient(client);
  await context.kernel.store.durable();
  return { UserPoolClient: describe(client) };
}

export function describeUserPoolClient(context: CognitoContext, input: Input): object {
  return { UserPoolClient: describe(poolClient(context, input).client) };
}

export function listUserPoolClients(context: CognitoContext, input: Input): object {
  const pool = namedPool(context, input);
  const { items, next } = page(context.directory.clients(pool.id), ({ id }) => id, {
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

export async function deleteUserPoolClient(context: CognitoContext, input: Input): Promise<object> {
  context.directory.deleteClient(poolClient(context, input).client.id);
  await context.kernel.store.durable();
  return {};
}
