import { AwsError } from "../../kernel/wire.ts";
import type { Input } from "../../protocols/input.ts";
import type { KmsContext } from "../context.ts";
import { notFound, validation } from "../errors.ts";
import { page } from "../paging.ts";
import type { AliasRecord } from "../state/records.ts";

function readName(input: Input): string {
  const name = input.text("AliasName", { min: 1, max: 256 });
  if (!name.startsWith("alias/")) {
    throw validation(
      'Alias must start with the prefix "alias/". Please see https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html',
    );
  }
  if (!/^alias\/[a-zA-Z0-9/_-]+$/.test(name) || name.startsWith("alias/aws/")) {
    throw new AwsError("InvalidAliasNameException", `${name} is not a valid alias name.`);
  }
  return name;
}

export async function createAlias({ keyring, kernel }: KmsContext, input: Input): Promise<object> {
  const name = readName(input);
  const key = keyring.findExact(input.text("TargetKeyId", { min: 1, max: 2048 }));
  if (keyring.findAlias(name)) {
    throw new AwsError(
      "AlreadyExistsException",
      `An alias with the name ${keyring.aliasArn(name)} already exists`,
    );
  }
  keyring.notPendingDeletion(key);
  const now = kernel.clock.now();
  keyring.saveAlias({ name, keyId: key.id, created: now, updated: now });
  await kernel.store.durable();
  return {};
}

/** An alias only moves between keys of the same kind, so that its users still work. */
export async function updateAlias({ keyring, kernel }: KmsContext, input: Input): Promise<object> {
  const alias = findExistingAlias({ keyring, kernel }, input);
  const key = keyring.findExact(input.text("TargetKeyId", { min: 1, max: 2048 }));
  keyring.notPendingDeletion(key);
  const current = keyring.byId(alias.keyId);
  if (current && (current.usage !== key.usage || current.spec !== key.spec)) {
    throw validation("The new KMS key must be the same type as the current one: equal KeyUsage and KeySpec.");
  }
  alias.keyId = key.id;
  alias.updated = kernel.clock.now();
  keyring.saveAlias(alias);
  await kernel.store.durable();
  return {};
}

export async function deleteAlias({ keyring, kernel }: KmsContext, input: Input): Promise<object> {
  keyring.deleteAlias(findExistingAlias({ keyring, kernel }, input).name);
  await kernel.store.durable();
  return {};
}

export function listAliases({ keyring }: KmsContext, input: Input): object {
  const reference = input.optionalText("KeyId", { min: 1, max: 2048 });
  const keyId = reference === undefined ? undefined : keyring.findExact(reference).id;
  const all = keyring.aliases.filter((alias) => keyId === undefined || alias.keyId === keyId);
  const { items, marker } = page(all, ({ name }) => name, input, 100);
  const Aliases = items.map(({ name, keyId, created, updated }) => ({
    AliasName: name,
    AliasArn: keyring.aliasArn(name),
    TargetKeyId: keyId,
    CreationDate: created / 1000,
    LastUpdatedDate: updated / 1000,
  }));
  return { Aliases, ...marker };
}

function findExistingAlias({ keyring }: KmsContext, input: Input): AliasRecord {
  const name = readName(input);
  const alias = keyring.findAlias(name);
  if (!alias) throw notFound(`Alias ${keyring.aliasArn(name)} is not found.`);
  return alias;
}
