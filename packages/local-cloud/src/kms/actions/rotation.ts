import { AwsError } from "../../kernel/wire.ts";
import type { Input } from "../../protocols/input.ts";
import type { KmsContext } from "../context.ts";
import { newSymmetricMaterial } from "../crypto/material.ts";
import { unsupported } from "../errors.ts";
import { page } from "../paging.ts";
import { currentMaterial, DAY_MS } from "../state/keyring.ts";
import type { KeyRecord } from "../state/records.ts";
import { readKeyId } from "./keys.ts";

/** https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html */
const DEFAULT_PERIOD_DAYS = 365;
const MOST_ON_DEMAND = 25;

/** Finds a key that can rotate: only symmetric encryption keys do. */
function findRotatableKey({ keyring }: KmsContext, input: Input): KeyRecord {
  const key = keyring.findExact(readKeyId(input));
  if (key.spec !== "SYMMETRIC_DEFAULT")
    throw unsupported(`${keyring.arn(key)} does not support key rotation.`);
  return key;
}

export async function enableKeyRotation(service: KmsContext, input: Input): Promise<object> {
  const { keyring, kernel } = service;
  const key = findRotatableKey(service, input);
  keyring.active(key);
  const periodDays = input.integer("RotationPeriodInDays", { min: 90, max: 2560 });
  enableRotation(service, key, periodDays ?? key.rotation?.periodDays ?? DEFAULT_PERIOD_DAYS);
  keyring.save(key);
  await kernel.store.durable();
  return {};
}

export function enableRotation(
  { kernel }: KmsContext,
  key: KeyRecord,
  periodDays = DEFAULT_PERIOD_DAYS,
): void {
  if (key.rotation?.periodDays === periodDays) return;
  key.rotation = { periodDays, next: kernel.clock.now() + periodDays * DAY_MS };
}

export async function disableKeyRotation(service: KmsContext, input: Input): Promise<object> {
  const key = findRotatableKey(service, input);
  service.keyring.active(key);
  delete key.rotation;
  service.keyring.save(key);
  await service.kernel.store.durable();
  return {};
}

export function getKeyRotationStatus(service: KmsContext, input: Input): object {
  const key = findRotatableKey(service, input);
  const { rotation } = key;
  return {
    KeyId: key.id,
    // A key pending deletion is not rotated.
    KeyRotationEnabled: rotation !== undefined && key.state !== "PendingDeletion",
    ...(rotation && { RotationPeriodInDays: rotation.periodDays, NextRotationDate: rotation.next / 1000 }),
  };
}

export async function rotateKeyOnDemand(service: KmsContext, input: Input): Promise<object> {
  const { keyring, kernel } = service;
  const key = findRotatableKey(service, input);
  keyring.active(key);
  if (key.materials.filter(({ rotation }) => rotation === "ON_DEMAND").length >= MOST_ON_DEMAND) {
    throw new AwsError(
      "LimitExceededException",
      `${keyring.arn(key)} was rotated on demand ${MOST_ON_DEMAND} times, which is the most.`,
    );
  }
  key.materials.push(newSymmetricMaterial(kernel.clock.now(), "ON_DEMAND"));
  keyring.save(key);
  await kernel.store.durable();
  return { KeyId: key.id };
}

export function listKeyRotations(service: KmsContext, input: Input): object {
  const key = findRotatableKey(service, input);
  const all =
    input.optionalOneOf("IncludeKeyMaterial", ["ALL_KEY_MATERIAL", "ROTATIONS_ONLY"]) === "ALL_KEY_MATERIAL";
  const listed = key.materials.filter(({ rotation }) => all || rotation !== undefined);
  const { items, marker } = page(listed, ({ id }) => id, input, 1000);
  const current = currentMaterial(key);
  const Rotations = items.map((material) => ({
    KeyId: key.id,
    KeyMaterialId: material.id,
    KeyMaterialState: material === current ? "CURRENT" : "NON_CURRENT",
    ...(material.rotation && { RotationDate: material.created / 1000, RotationType: material.rotation }),
  }));
  return { Rotations, ...marker };
}
