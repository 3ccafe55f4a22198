import { createPrivateKey, createPublicKey, generateKeyPair, type KeyObject, randomBytes } from "node:crypto";
import { promisify } from "node:util";
import { type KeySpec, SPECS } from "../specs.ts";
import type { MaterialRecord } from "../state/records.ts";

const generate = promisify(generateKeyPair);

export interface KeyPair {
  privateKey: KeyObject;
  publicKey: KeyObject;
}

export async function newMaterial(spec: KeySpec, created: number): Promise<MaterialRecord> {
  const { kind, size } = SPECS[spec];
  const secret = kind === "rsa" || kind === "ec" ? privateDer(await newPair(spec)) : randomBytes(size);
  return material(secret, created);
}

/** A new version of a symmetric key. */
export function newSymmetricMaterial(created: number, rotation: "AUTOMATIC" | "ON_DEMAND"): MaterialRecord {
  return { ...material(randomBytes(SPECS.SYMMETRIC_DEFAULT.size), created), rotation };
}

function material(secret: Buffer, created: number): MaterialRecord {
  return { id: randomBytes(32).toString("hex"), secret: secret.toString("base64"), created };
}

/** A key pair of `spec`, which must be RSA or ECC. */
export async function newPair(spec: KeySpec): Promise<KeyPair> {
  const { curve, size } = SPECS[spec];
  return curve === undefined
    ? generate("rsa", { modulusLength: size })
    : generate("ec", { namedCurve: curve });
}

export function privateDer({ privateKey }: KeyPair): Buffer {
  return privateKey.export({ type: "pkcs8", format: "der" });
}

export function publicDer({ publicKey }: KeyPair): Buffer {
  return publicKey.export({ type: "spki", format: "der" });
}

const parsed = new WeakMap<MaterialRecord, KeyPair>();

/** The key pair of an RSA or ECC key; parsed once. */
export function pairOf(record: MaterialRecord): KeyPair {
  let pair = parsed.get(record);
  if (!pair) {
    const der = Buffer.from(record.secret, "base64");
    const privateKey = createPrivateKey({ key: der, format: "der", type: "pkcs8" });
    pair = { privateKey, publicKey: createPublicKey(privateKey) };
    parsed.set(record, pair);
  }
  return pair;
}

const decoded = new WeakMap<MaterialRecord, Buffer>();

/** The bytes of a symmetric or HMAC key. */
export function secretOf(record: MaterialRecord): Buffer {
  let secret = decoded.get(record);
  if (!secret) decoded.set(record, (secret = Buffer.from(record.secret, "base64")));
  return secret;
}
