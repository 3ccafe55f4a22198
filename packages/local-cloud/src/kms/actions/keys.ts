import { AwsError } from "../../kernel/wire.ts";
import type { Input } from "../../protocols/input.ts";
import type { KmsContext } from "../context.ts";
import { newMaterial } from "../crypto/material.ts";
import { invalidState, unsupported, validation } from "../errors.ts";
import { page } from "../paging.ts";
import { KEY_SPECS, type KeyUsage, SPECS } from "../specs.ts";
import { currentMaterial, DAY_MS } from "../state/keyring.ts";
import type { KeyRecord } from "../state/records.ts";

const USAGES: readonly KeyUsage[] = ["ENCRYPT_DECRYPT", "SIGN_VERIFY", "GENERATE_VERIFY_MAC"];

export function readKeyId(input: Input): string {
  return input.text("KeyId", { min: 1, max: 2048 });
}

function describe({ kernel, keyring }: KmsContext, key: KeyRecord): object {
  const { encryption, signing, mac } = SPECS[key.spec];
  return {
    AWSAccountId: kernel.account,
    KeyId: key.id,
    Arn: keyring.arn(key),
    CreationDate: key.created / 1000,
    Enabled: key.state === "Enabled",
    Description: key.description,
    KeyUsage: key.usage,
    KeyState: key.state,
    ...(key.deletion !== undefined && { DeletionDate: key.deletion / 1000 }),
    Origin: "AWS_KMS",
    KeyManager: "CUSTOMER",
    CustomerMasterKeySpec: key.spec,
    KeySpec: key.spec,
    ...(key.usage === "ENCRYPT_DECRYPT" && { EncryptionAlgorithms: encryption }),
    ...(key.usage === "SIGN_VERIFY" && { SigningAlgorithms: signing }),
    ...(key.usage === "GENERATE_VERIFY_MAC" && { MacAlgorithms: mac }),
    MultiRegion: false,
    ...(key.spec === "SYMMETRIC_DEFAULT" && { CurrentKeyMaterialId: currentMaterial(key).id }),
  };
}

export async function createKey(service: KmsContext, input: Input): Promise<object> {
  const key = await newKey(service, input);
  service.keyring.save(key);
  await service.kernel.store.durable();
  return { KeyMetadata: describe(service, key) };
}

/** Makes a key from a request, without saving it. */
export async function newKey({ kernel }: KmsContext, input: Input): Promise<KeyRecord> {
  const spec =
    input.optionalOneOf("KeySpec", KEY_SPECS) ??
    input.optionalOneOf("CustomerMasterKeySpec", KEY_SPECS) ??
    "SYMMETRIC_DEFAULT";
  const usage =
    input.optionalOneOf("KeyUsage", USAGES) ?? (spec === "SYMMETRIC_DEFAULT" ? "ENCRYPT_DECRYPT" : undefined);
  if (usage === undefined)
    throw validation(
      "You must specify a KeyUsage value for all KMS keys except for symmetric encryption keys.",
    );
  if (!SPECS[spec].usages.includes(usage))
    throw validation(`KeyUsage ${usage} is not compatible with KeySpec ${spec}`);
  if (input.flag("MultiRegion")) throw unsupported("Multi-Region keys are not supported by the local cloud");
  if (input.has("CustomKeyStoreId") || (input.optionalText("Origin") ?? "AWS_KMS") !== "AWS_KMS") {
    throw unsupported("Only keys with origin AWS_KMS are supported by the local cloud");
  }
  const created = kernel.clock.now();
  const id = kernel.random.uuid();
  const policy = input.optionalText("Policy", { min: 1, max: 131_072 });
  return {
    id,
    description: input.optionalText("Description", { max: 8192 }) ?? "",
    spec,
    usage,
    state: "Enabled",
    created,
    materials: [await newMaterial(spec, created)],
    tags: readTags(input),
    policy: policy ?? defaultPolicy(kernel.account),
  };
}

/** https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html */
function defaultPolicy(account: string): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Id: "key-default-1",
    Statement: [
      {
        Sid: "Enable IAM User Permissions",
        Effect: "Allow",
        Principal: { AWS: `arn:aws:iam::${account}:root` },
        Action: "kms:*",
        Resource: "*",
      },
    ],
  });
}

export function describeKey(service: KmsContext, input: Input): object {
  return { KeyMetadata: describe(service, service.keyring.find(readKeyId(input))) };
}

export function listKeys({ keyring }: KmsContext, input: Input): object {
  const { items, marker } = page(keyring.keys, ({ id }) => id, input, 1000);
  return { Keys: items.map((key) => ({ KeyId: key.id, KeyArn: keyring.arn(key) })), ...marker };
}

export async function enableKey({ keyring, kernel }: KmsContext, input: Input): Promise<object> {
  const key = keyring.findExact(readKeyId(input));
  keyring.notPendingDeletion(key);
  key.state = "Enabled";
  // Rotations that fell due meanwhile are made up for by one.
  if (key.rotation) key.rotation.next = Math.max(key.rotation.next, kernel.clock.now());
  keyring.save(key);
  await kernel.store.durable();
  return {};
}

export async function disableKey({ keyring, kernel }: KmsContext, input: Input): Promise<object> {
  const key = keyring.findExact(readKeyId(input));
  keyring.notPendingDeletion(key);
  key.state = "Disabled";
  keyring.save(key);
  await kernel.store.durable();
  return {};
}

export async function updateKeyDescription({ keyring, kernel }: KmsContext, input: Input): Promise<object> {
  const key = keyring.findExact(readKeyId(input));
  keyring.notPendingDeletion(key);
  key.description = input.text("Description", { max: 8192 });
  keyring.save(key);
  await kernel.store.durable();
  return {};
}

export async function scheduleKeyDeletion({ keyring, kernel }: KmsContext, input: Input): Promise<object> {
  const key = keyring.findExact(readKeyId(input));
  const days = input.integer("PendingWindowInDays", { min: 7, max: 30 }) ?? 30;
  keyring.notPendingDeletion(key);
  key.state = "PendingDeletion";
  key.deletion = kernel.clock.now() + days * DAY_MS;
  keyring.save(key);
  keyring.watchDeletion(key);
  await kernel.store.durable();
  return {
    KeyId: keyring.arn(key),
    DeletionDate: key.deletion / 1000,
    KeyState: key.state,
    PendingWindowInDays: days,
  };
}

/** After cancellation the key is disabled. */
export async function cancelKeyDeletion({ keyring, kernel }: KmsContext, input: Input): Promise<object> {
  const key = keyring.findExact(readKeyId(input));
  if (key.state !== "PendingDeletion") throw invalidState(`${keyring.arn(key)} is not pending deletion.`);
  key.state = "Disabled";
  delete key.deletion;
  keyring.save(key);
  await kernel.store.durable();
  return { KeyId: keyring.arn(key) };
}

function readTags(input: Input): Record<string, string> {
  const tags = (input.structures("Tags") ?? []).map((tag): [string, string] => [
    tag.text("TagKey", { min: 1, max: 128 }),
    tag.text("TagValue", { max: 256 }),
  ]);
  if (tags.some(([name]) => name.startsWith("aws:"))) {
    throw new AwsError("TagException", "Tag keys must not begin with aws:");
  }
  return Object.fromEntries(tags);
}

export async function tagResource({ keyring, kernel }: KmsContext, input: Input): Promise<object> {
  const key = keyring.findExact(readKeyId(input));
  keyring.notPendingDeletion(key);
  key.tags = { ...key.tags, ...readTags(input) };
  if (Object.keys(key.tags).length > 50)
    throw new AwsError("LimitExceededException", "A key has at most 50 tags.");
  keyring.save(key);
  await kernel.store.durable();
  return {};
}

export async function untagResource({ keyring, kernel }: KmsContext, input: Input): Promise<object> {
  const key = keyring.findExact(readKeyId(input));
  keyring.notPendingDeletion(key);
  const removed = new Set(input.texts("TagKeys"));
  key.tags = Object.fromEntries(Object.entries(key.tags).filter(([name]) => !removed.has(name)));
  keyring.save(key);
  await kernel.store.durable();
  return {};
}

export function listResourceTags({ keyring }: KmsContext, input: Input): object {
  const key = keyring.findExact(readKeyId(input));
  const { items, marker } = page(Object.entries(key.tags), ([name]) => name, input, 50);
  return { Tags: items.map(([TagKey, TagValue]) => ({ TagKey, TagValue })), ...marker };
}

export function getKeyPolicy({ keyring }: KmsContext, input: Input): object {
  return { Policy: keyring.findExact(readKeyId(input)).policy, PolicyName: "default" };
}

export async function putKeyPolicy({ keyring, kernel }: KmsContext, input: Input): Promise<object> {
  const key = keyring.findExact(readKeyId(input));
  keyring.notPendingDeletion(key);
  const policy = input.text("Policy", { min: 1, max: 131_072 });
  try {
    JSON.parse(policy);
  } catch {
    throw new AwsError("MalformedPolicyDocumentException", "The policy is not valid JSON.");
  }
  key.policy = policy;
  keyring.save(key);
  await kernel.store.durable();
  return {};
}

export function listKeyPolicies({ keyring }: KmsContext, input: Input): object {
  keyring.findExact(readKeyId(input));
  return { PolicyNames: ["default"], Truncated: false };
}
