import { randomInt } from "node:crypto";
import { Input } from "../../protocols/input.ts";
import type { CognitoContext } from "../context.ts";
import { invalidParameter } from "../errors.ts";
import { namedPool, POOL_ID } from "../input/caller.ts";
import { readPoolSettings, SECRET_FREE_NAME } from "../input/pool-settings.ts";
import { page } from "../paging.ts";
import type { PoolRecord, PoolSettings } from "../state/records.ts";
import { newSigningKey } from "../tokens/signing-keys.ts";

const ID_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

export function randomId(alphabet: string, length: number): string {
  return Array.from({ length }, () => alphabet.charAt(randomInt(alphabet.length))).join("");
}

function describe(context: CognitoContext, pool: PoolRecord): object {
  return {
    Id: pool.id,
    Name: pool.name,
    Arn: context.kernel.arn("cognito-idp", `userpool/${pool.id}`),
    CreationDate: pool.created / 1000,
    LastModifiedDate: pool.modified / 1000,
    EstimatedNumberOfUsers: context.directory.userCount(pool.id),
    ...pool.settings,
  };
}

function readName(input: Input): string {
  return input.text("PoolName", { min: 1, max: 128, pattern: SECRET_FREE_NAME });
}

export async function createUserPool(context: CognitoContext, input: Input): Promise<object> {
  const id = `${context.kernel.region}_${randomId(ID_ALPHABET, 9)}`;
  const pool = await addPool(context, id, readName(input), readPoolSettings(input));
  return { UserPool: describe(context, pool) };
}

async function addPool(
  context: CognitoContext,
  id: string,
  name: string,
  settings: PoolSettings,
): Promise<PoolRecord> {
  const [idKey, accessKey] = await Promise.all([newSigningKey(), newSigningKey()]);
  const created = context.kernel.clock.now();
  const pool: PoolRecord = {
    id,
    name,
    created,
    modified: created,
    // AWS requires SetUserPoolMfaConfig for this. Here TOTP is the only second factor.
    softwareTokenMfa: settings.MfaConfiguration !== "OFF",
    settings,
    keys: { id: idKey, access: accessKey },
  };
  context.directory.savePool(pool);
  await context.kernel.store.durable();
  return pool;
}

/**
 * Defines a pool with a given id. An existing pool keeps its users and keys and gets the settings.
 */
export async function definePool(context: CognitoContext, id: string, members: object): Promise<void> {
  const input = new Input({ ...members, UserPoolId: id }, "InvalidParameterException");
  input.text("UserPoolId", POOL_ID);
  const settings = readPoolSettings(input);
  if (!context.directory.hasPool(id)) {
    await addPool(context, id, input.optionalText("PoolName") ?? id, settings);
    return;
  }
  const pool = context.directory.pool(id);
  pool.name = input.optionalText("PoolName") ?? id;
  pool.settings = settings;
  pool.softwareTokenMfa = settings.MfaConfiguration !== "OFF";
  context.directory.savePool(pool);
  await context.kernel.store.durable();
}

/** Settings that can only be chosen at creation stay. */
export async function updateUserPool(context: CognitoContext, input: Input): Promise<object> {
  const pool = namedPool(context, input);
  const settings = readPoolSettings(input);
  const { UsernameAttributes, UsernameConfiguration, SchemaAttributes } = pool.settings;
  pool.settings = { ...settings, UsernameAttributes, UsernameConfiguration, SchemaAttributes };
  pool.name = input.has("PoolName") ? readName(input) : pool.name;
  if (settings.MfaConfiguration !== "OFF") pool.softwareTokenMfa = true;
  pool.modified = context.kernel.clock.now();
  context.directory.savePool(pool);
  await context.kernel.store.durable();
  return {};
}

export function describeUserPool(context: CognitoContext, input: Input): object {
  return { UserPool: describe(context, namedPool(context, input)) };
}

export function listUserPools(context: CognitoContext, input: Input): object {
  const { items, next } = page(context.directory.pools(), ({ id }) => id, {
    limit: input.integer("MaxResults", { min: 1, max: 60 }) ?? 60,
    token: input.optionalText("NextToken", { min: 1 }),
  });
  const UserPools = items.map(({ id, name, created, modified, settings }) => ({
    Id: id,
    Name: name,
    LambdaConfig: settings.LambdaConfig,
    CreationDate: created / 1000,
    LastModifiedDate: modified / 1000,
  }));
  return { UserPools, ...(next !== undefined && { NextToken: next }) };
}

export async function setUserPoolMfaConfig(context: CognitoContext, input: Input): Promise<object> {
  const pool = namedPool(context, input);
  for (const member of ["SmsMfaConfiguration", "EmailMfaConfiguration", "WebAuthnConfiguration"]) {
    if (input.has(member)) throw invalidParameter(`${member} is not supported by the local cloud`);
  }
  const mfa =
    input.optionalOneOf("MfaConfiguration", ["OFF", "OPTIONAL", "ON"]) ?? pool.settings.MfaConfiguration;
  const enabled = input.structure("SoftwareTokenMfaConfiguration")?.flag("Enabled") ?? pool.softwareTokenMfa;
  if (mfa !== "OFF" && !enabled)
    throw invalidParameter("Invalid MFA configuration given, no MFA method is enabled");
  pool.settings.MfaConfiguration = mfa;
  pool.softwareTokenMfa = enabled;
  pool.modified = context.kernel.clock.now();
  context.directory.savePool(pool);
  await context.kernel.store.durable();
  return describeMfa(pool);
}

export function getUserPoolMfaConfig(context: CognitoContext, input: Input): object {
  return describeMfa(namedPool(context, input));
}

function describeMfa(pool: PoolRecord): object {
  return {
    SoftwareTokenMfaConfiguration: { Enabled: pool.softwareTokenMfa },
    MfaConfiguration: pool.settings.MfaConfiguration,
  };
}
