import {
  constants,
  type KeyObject,
  privateEncrypt,
  publicDecrypt,
  type SignKeyObjectInput,
  sign,
  verify,
} from "node:crypto";
import { promisify } from "node:util";
import type { HashName, SigningAlgorithm } from "../specs.ts";
import { signDigest, verifyDigest } from "./ecdsa-digest.ts";
import { encodePss, matchesPss } from "./emsa-pss.ts";
import type { KeyPair } from "./material.ts";

const signAsync = promisify<string, Buffer, SignKeyObjectInput, Buffer>(sign);
const { RSA_NO_PADDING, RSA_PKCS1_PADDING, RSA_PKCS1_PSS_PADDING, RSA_PSS_SALTLEN_DIGEST } = constants;

/** DER of DigestInfo up to the digest. RFC 8017, 9.2, note 1. */
const DIGEST_INFO: Partial<Record<HashName, string>> = {
  sha256: "3031300d060960864801650304020105000420",
  sha384: "3041300d060960864801650304020205000430",
  sha512: "3051300d060960864801650304020305000440",
};

function withPadding(key: KeyObject, { scheme }: SigningAlgorithm): SignKeyObjectInput {
  if (scheme === "PKCS1") return { key, padding: RSA_PKCS1_PADDING };
  if (scheme === "PSS") return { key, padding: RSA_PKCS1_PSS_PADDING, saltLength: RSA_PSS_SALTLEN_DIGEST };
  return { key, dsaEncoding: "der" };
}

export function signMessage(message: Buffer, { privateKey }: KeyPair, by: SigningAlgorithm): Promise<Buffer> {
  return signAsync(by.hash, message, withPadding(privateKey, by));
}

export function verifyMessage(
  message: Buffer,
  signature: Buffer,
  { publicKey }: KeyPair,
  by: SigningAlgorithm,
): boolean {
  return verify(by.hash, message, withPadding(publicKey, by), signature);
}

export function signPrehashed(digest: Buffer, { privateKey }: KeyPair, by: SigningAlgorithm): Buffer {
  switch (by.scheme) {
    case "PKCS1":
      return privateEncrypt({ key: privateKey, padding: RSA_PKCS1_PADDING }, digestInfo(digest, by.hash));
    case "PSS": {
      const encoded = encodePss(digest, by.hash, modulusBits(privateKey));
      return privateEncrypt({ key: privateKey, padding: RSA_NO_PADDING }, encoded);
    }
    case "ECDSA":
      return signDigest(digest, privateKey);
  }
}

export function verifyPrehashed(
  digest: Buffer,
  signature: Buffer,
  { publicKey }: KeyPair,
  by: SigningAlgorithm,
): boolean {
  if (by.scheme === "ECDSA") return verifyDigest(digest, signature, publicKey);
  const padding = by.scheme === "PKCS1" ? RSA_PKCS1_PADDING : RSA_NO_PADDING;
  let recovered: Buffer;
  try {
    recovered = publicDecrypt({ key: publicKey, padding }, signature);
  } catch {
    return false;
  }
  if (by.scheme === "PKCS1") return recovered.equals(digestInfo(digest, by.hash));
  return matchesPss(recovered, digest, by.hash, modulusBits(publicKey));
}

function digestInfo(digest: Buffer, hash: HashName): Buffer {
  return Buffer.concat([Buffer.from(DIGEST_INFO[hash] ?? "", "hex"), digest]);
}

function modulusBits(key: KeyObject): number {
  return key.asymmetricKeyDetails?.modulusLength ?? 0;
}
