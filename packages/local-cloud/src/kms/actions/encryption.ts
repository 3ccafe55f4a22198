import { constants, privateDecrypt, publicEncrypt, randomBytes } from "node:crypto";
import { AwsError } from "../../kernel/wire.ts";
import type { Input } from "../../protocols/input.ts";
import type { KmsContext } from "../context.ts";
import { type EncryptionContext, labelOf, open, seal } from "../crypto/ciphertext.ts";
import { newPair, pairOf, privateDer, publicDer } from "../crypto/material.ts";
import { invalidCiphertext, invalidUsage, validation } from "../errors.ts";
import { HASH_BYTES, type HashName, type KeySpec, SPECS } from "../specs.ts";
import { currentMaterial, type Keyring } from "../state/keyring.ts";
import type { KeyRecord } from "../state/records.ts";

const MOST_PLAINTEXT = 4096;
const MOST_CIPHERTEXT = 6144;
const OAEP: Record<string, HashName> = { RSAES_OAEP_SHA_1: "sha1", RSAES_OAEP_SHA_256: "sha256" };

interface Sealed {
  blob: Buffer;
  /** Undefined for asymmetric keys, which have only one material. */
  materialId?: string;
}

export async function encrypt({ keyring, kernel }: KmsContext, input: Input): Promise<object> {
  const key = keyring.find(input.text("KeyId", { min: 1, max: 2048 }));
  keyring.usable(key, "ENCRYPT_DECRYPT", "Encrypt");
  const plaintext = input.bytes("Plaintext", { max: MOST_PLAINTEXT });
  const algorithm = readAlgorithm(key, input, "EncryptionAlgorithm");
  const { blob } = encryptWith(key, algorithm, plaintext, input.map("EncryptionContext"));
  // A due rotation happens within this call. Its material must not be lost.
  await kernel.store.durable();
  return {
    CiphertextBlob: blob.toString("base64"),
    KeyId: keyring.arn(key),
    EncryptionAlgorithm: algorithm,
  };
}

export function decrypt({ keyring }: KmsContext, input: Input): object {
  const blob = input.bytes("CiphertextBlob", { max: MOST_CIPHERTEXT });
  const { key, algorithm, plaintext, materialId } = decryptWith(keyring, input, blob, {
    keyId: "KeyId",
    algorithm: "EncryptionAlgorithm",
    context: "EncryptionContext",
    operation: "Decrypt",
  });
  return {
    KeyId: keyring.arn(key),
    Plaintext: plaintext.toString("base64"),
    EncryptionAlgorithm: algorithm,
    ...(materialId !== undefined && { KeyMaterialId: materialId }),
  };
}

export async function reEncrypt({ keyring, kernel }: KmsContext, input: Input): Promise<object> {
  const blob = input.bytes("CiphertextBlob", { max: MOST_CIPHERTEXT });
  const source = decryptWith(keyring, input, blob, {
    keyId: "SourceKeyId",
    algorithm: "SourceEncryptionAlgorithm",
    context: "SourceEncryptionContext",
    operation: "ReEncryptFrom",
  });
  const key = keyring.find(input.text("DestinationKeyId", { min: 1, max: 2048 }));
  keyring.usable(key, "ENCRYPT_DECRYPT", "ReEncryptTo");
  const algorithm = readAlgorithm(key, input, "DestinationEncryptionAlgorithm");
  const context = input.map("DestinationEncryptionContext");
  const { blob: sealed, materialId } = encryptWith(key, algorithm, source.plaintext, context);
  await kernel.store.durable();
  return {
    CiphertextBlob: sealed.toString("base64"),
    SourceKeyId: keyring.arn(source.key),
    KeyId: keyring.arn(key),
    SourceEncryptionAlgorithm: source.algorithm,
    DestinationEncryptionAlgorithm: algorithm,
    ...(source.materialId !== undefined && { SourceKeyMaterialId: source.materialId }),
    ...(materialId !== undefined && { DestinationKeyMaterialId: materialId }),
  };
}

export function generateDataKey(service: KmsContext, input: Input): Promise<object> {
  return dataKey(service, input, "GenerateDataKey");
}

export async function generateDataKeyWithoutPlaintext(service: KmsContext, input: Input): Promise<object> {
  const { Plaintext: _, ...rest } = await dataKey(service, input, "GenerateDataKeyWithoutPlaintext");
  return rest;
}

async function dataKey({ keyring, kernel }: KmsContext, input: Input, operation: string) {
  const key = keyring.find(input.text("KeyId", { min: 1, max: 2048 }));
  requireSymmetric(keyring, key, operation);
  const spec = input.optionalOneOf("KeySpec", ["AES_128", "AES_256"]);
  const bytes = input.integer("NumberOfBytes", { min: 1, max: 1024 });
  if ((spec === undefined) === (bytes === undefined)) {
    throw validation("Please specify either number of bytes or key spec.");
  }
  const plaintext = randomBytes(bytes ?? (spec === "AES_128" ? 16 : 32));
  const material = currentMaterial(key);
  const blob = seal(key, material, plaintext, input.map("EncryptionContext"));
  await kernel.store.durable();
  return {
    CiphertextBlob: blob.toString("base64"),
    Plaintext: plaintext.toString("base64"),
    KeyId: keyring.arn(key),
    KeyMaterialId: material.id,
  };
}

const PAIR_SPECS = [
  "RSA_2048",
  "RSA_3072",
  "RSA_4096",
  "ECC_NIST_P256",
  "ECC_NIST_P384",
  "ECC_NIST_P521",
] as const;

export function generateDataKeyPair(service: KmsContext, input: Input): Promise<object> {
  return dataKeyPair(service, input, "GenerateDataKeyPair");
}

export async function generateDataKeyPairWithoutPlaintext(
  service: KmsContext,
  input: Input,
): Promise<object> {
  const answer = await dataKeyPair(service, input, "GenerateDataKeyPairWithoutPlaintext");
  const { PrivateKeyPlaintext: _, ...rest } = answer;
  return rest;
}

async function dataKeyPair({ keyring, kernel }: KmsContext, input: Input, operation: string) {
  const key = keyring.find(input.text("KeyId", { min: 1, max: 2048 }));
  requireSymmetric(keyring, key, operation);
  const spec: KeySpec = input.oneOf("KeyPairSpec", PAIR_SPECS);
  const context = input.map("EncryptionContext");
  const pair = await newPair(spec);
  requireSymmetric(keyring, key, operation);
  const material = currentMaterial(key);
  const plaintext = privateDer(pair);
  const blob = seal(key, material, plaintext, context);
  await kernel.store.durable();
  return {
    PrivateKeyCiphertextBlob: blob.toString("base64"),
    PrivateKeyPlaintext: plaintext.toString("base64"),
    PublicKey: publicDer(pair).toString("base64"),
    KeyId: keyring.arn(key),
    KeyPairSpec: spec,
    KeyMaterialId: material.id,
  };
}

export function generateRandom(_service: KmsContext, input: Input): object {
  const bytes = input.integer("NumberOfBytes", { min: 1, max: 1024 });
  if (bytes === undefined) throw validation("Please specify number of bytes.");
  return { Plaintext: randomBytes(bytes).toString("base64") };
}

/** Only symmetric keys protect data keys. */
function requireSymmetric(keyring: Keyring, key: KeyRecord, operation: string): void {
  keyring.usable(key, "ENCRYPT_DECRYPT", operation);
  if (key.spec !== "SYMMETRIC_DEFAULT") {
    throw invalidUsage(`${keyring.arn(key)} key spec is ${key.spec} which is not valid for ${operation}.`);
  }
}

function readAlgorithm(key: KeyRecord, input: Input, member: string): string {
  const known = ["SYMMETRIC_DEFAULT", ...Object.keys(OAEP)];
  const algorithm = input.optionalOneOf(member, known) ?? "SYMMETRIC_DEFAULT";
  if (!SPECS[key.spec].encryption?.includes(algorithm)) {
    throw invalidUsage(`Algorithm ${algorithm} and key spec ${key.spec} are incompatible.`);
  }
  return algorithm;
}

function encryptWith(
  key: KeyRecord,
  algorithm: string,
  plaintext: Buffer,
  context: EncryptionContext,
): Sealed {
  const material = currentMaterial(key);
  if (key.spec === "SYMMETRIC_DEFAULT") {
    return { blob: seal(key, material, plaintext, context), materialId: material.id };
  }
  refuseContext(context);
  const oaepHash = OAEP[algorithm] ?? "sha256";
  // RFC 8017, 7.1.1: two hashes and two bytes of the modulus are overhead.
  const most = SPECS[key.spec].size / 8 - 2 * HASH_BYTES[oaepHash] - 2;
  if (plaintext.length > most) {
    throw validation(
      `Algorithm ${algorithm} and key spec ${key.spec} cannot encrypt data larger than ${most} bytes.`,
    );
  }
  const padding = constants.RSA_PKCS1_OAEP_PADDING;
  return { blob: publicEncrypt({ key: pairOf(material).publicKey, padding, oaepHash }, plaintext) };
}

interface Members {
  keyId: string;
  algorithm: string;
  context: string;
  operation: string;
}

function decryptWith(keyring: Keyring, input: Input, blob: Buffer, members: Members) {
  const reference = input.optionalText(members.keyId, { min: 1, max: 2048 });
  const algorithm = input.optionalText(members.algorithm) ?? "SYMMETRIC_DEFAULT";
  const context = input.map(members.context);
  if (algorithm === "SYMMETRIC_DEFAULT") {
    const { key, material } = keyOfCiphertext(keyring, blob, reference, members.operation);
    return { key, algorithm, plaintext: open(blob, material, context), materialId: material.id };
  }
  if (reference === undefined) throw validation("KeyId is required for asymmetric decryption.");
  const key = keyring.find(reference);
  keyring.usable(key, "ENCRYPT_DECRYPT", members.operation);
  readAlgorithm(key, input, members.algorithm);
  refuseContext(context);
  const { privateKey } = pairOf(currentMaterial(key));
  const padding = constants.RSA_PKCS1_OAEP_PADDING;
  const oaepHash = OAEP[algorithm] ?? "sha256";
  try {
    return { key, algorithm, plaintext: privateDecrypt({ key: privateKey, padding, oaepHash }, blob) };
  } catch {
    throw invalidCiphertext();
  }
}

/** The key that a ciphertext names. It must be the key that the caller names, if any. */
function keyOfCiphertext(keyring: Keyring, blob: Buffer, reference: string | undefined, operation: string) {
  const wanted = reference === undefined ? undefined : keyring.find(reference);
  if (wanted && wanted.spec !== "SYMMETRIC_DEFAULT") {
    throw invalidUsage(`Algorithm SYMMETRIC_DEFAULT and key spec ${wanted.spec} are incompatible.`);
  }
  const label = labelOf(blob);
  const key = keyring.byId(label.keyId);
  if (wanted && wanted.id !== label.keyId) {
    throw new AwsError(
      "IncorrectKeyException",
      "The key ID in the request does not identify a CMK that can perform this operation.",
    );
  }
  if (!key) {
    throw new AwsError(
      "AccessDeniedException",
      "The ciphertext refers to a customer master key that does not exist, does not exist in this region, or you are not allowed to access.",
    );
  }
  keyring.usable(key, "ENCRYPT_DECRYPT", operation);
  const material = key.materials.find(({ id }) => id === label.materialId);
  if (!material) throw invalidCiphertext();
  return { key, material };
}

function refuseContext(context: EncryptionContext): void {
  if (Object.keys(context).length > 0) {
    throw validation("Encryption context is not supported with asymmetric keys.");
  }
}
