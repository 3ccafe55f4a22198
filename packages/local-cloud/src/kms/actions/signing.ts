import { createHmac, timingSafeEqual } from "node:crypto";
import { AwsError } from "../../kernel/wire.ts";
import type { Input } from "../../protocols/input.ts";
import type { KmsContext } from "../context.ts";
import { pairOf, publicDer, secretOf } from "../crypto/material.ts";
import { signMessage, signPrehashed, verifyMessage, verifyPrehashed } from "../crypto/signatures.ts";
import { invalidUsage, unsupported, validation } from "../errors.ts";
import { HASH_BYTES, SIGNING_ALGORITHMS, type SigningAlgorithm, SPECS } from "../specs.ts";
import { currentMaterial } from "../state/keyring.ts";
import type { KeyRecord } from "../state/records.ts";

const MOST_MESSAGE = 4096;

interface ToSign {
  key: KeyRecord;
  name: string;
  algorithm: SigningAlgorithm;
  message: Buffer;
  prehashed: boolean;
}

function read({ keyring }: KmsContext, input: Input, operation: string): ToSign {
  const key = keyring.find(input.text("KeyId", { min: 1, max: 2048 }));
  keyring.usable(key, "SIGN_VERIFY", operation);
  const name = input.text("SigningAlgorithm");
  const algorithm = SPECS[key.spec].signing?.includes(name) ? SIGNING_ALGORITHMS[name] : undefined;
  if (!algorithm) throw invalidUsage(`Algorithm ${name} and key spec ${key.spec} are incompatible.`);
  const message = input.bytes("Message", { max: MOST_MESSAGE });
  const prehashed = input.optionalOneOf("MessageType", ["RAW", "DIGEST"]) === "DIGEST";
  if (prehashed && message.length !== HASH_BYTES[algorithm.hash]) {
    throw validation(`Digest is invalid length for algorithm ${name}.`);
  }
  return { key, name, algorithm, message, prehashed };
}

export async function sign(service: KmsContext, input: Input): Promise<object> {
  const { key, name, algorithm, message, prehashed } = read(service, input, "Sign");
  const pair = pairOf(currentMaterial(key));
  const signature = prehashed
    ? signPrehashed(message, pair, algorithm)
    : await signMessage(message, pair, algorithm);
  return {
    KeyId: service.keyring.arn(key),
    Signature: signature.toString("base64"),
    SigningAlgorithm: name,
  };
}

export function verify(service: KmsContext, input: Input): object {
  const { key, name, algorithm, message, prehashed } = read(service, input, "Verify");
  const signature = input.bytes("Signature", { max: 6144 });
  const check = prehashed ? verifyPrehashed : verifyMessage;
  if (!check(message, signature, pairOf(currentMaterial(key)), algorithm)) {
    throw new AwsError("KMSInvalidSignatureException", "");
  }
  return { KeyId: service.keyring.arn(key), SignatureValid: true, SigningAlgorithm: name };
}

export function getPublicKey({ keyring }: KmsContext, input: Input): object {
  const key = keyring.find(input.text("KeyId", { min: 1, max: 2048 }));
  const { kind, encryption, signing } = SPECS[key.spec];
  if (kind !== "rsa" && kind !== "ec") throw unsupported(`${keyring.arn(key)} has no public key.`);
  keyring.active(key);
  return {
    KeyId: keyring.arn(key),
    PublicKey: publicDer(pairOf(currentMaterial(key))).toString("base64"),
    CustomerMasterKeySpec: key.spec,
    KeySpec: key.spec,
    KeyUsage: key.usage,
    ...(key.usage === "SIGN_VERIFY" ? { SigningAlgorithms: signing } : { EncryptionAlgorithms: encryption }),
  };
}

export function generateMac(service: KmsContext, input: Input): object {
  const { key, name, mac } = computeMac(service, input, "GenerateMac");
  return { KeyId: service.keyring.arn(key), Mac: mac.toString("base64"), MacAlgorithm: name };
}

export function verifyMac(service: KmsContext, input: Input): object {
  const { key, name, mac } = computeMac(service, input, "VerifyMac");
  const given = input.bytes("Mac", { max: 6144 });
  if (given.length !== mac.length || !timingSafeEqual(given, mac)) {
    throw new AwsError("KMSInvalidMacException", "");
  }
  return { KeyId: service.keyring.arn(key), MacValid: true, MacAlgorithm: name };
}

function computeMac({ keyring }: KmsContext, input: Input, operation: string) {
  const key = keyring.find(input.text("KeyId", { min: 1, max: 2048 }));
  keyring.usable(key, "GENERATE_VERIFY_MAC", operation);
  const name = input.text("MacAlgorithm");
  if (!SPECS[key.spec].mac?.includes(name)) {
    throw invalidUsage(`Algorithm ${name} and key spec ${key.spec} are incompatible.`);
  }
  const message = input.bytes("Message", { max: MOST_MESSAGE });
  const hash = name.replace("HMAC_SHA_", "sha");
  const mac = createHmac(hash, secretOf(currentMaterial(key)))
    .update(message)
    .digest();
  return { key, name, mac };
}
