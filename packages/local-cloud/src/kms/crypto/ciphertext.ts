import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { invalidCiphertext } from "../errors.ts";
import type { KeyRecord, MaterialRecord } from "../state/records.ts";
import { secretOf } from "./material.ts";

/*
 * A symmetric ciphertext names its key and the version of the key's material. So Decrypt needs no
 * key id, and old ciphertexts survive rotations:
 *
 *   format (1) | key id (16) | material id (32) | nonce (12) | ciphertext | tag (16)
 *
 * The bytes before the nonce are authenticated together with the encryption context.
 */
const FORMAT = 1;
const HEADER_BYTES = 1 + 16 + 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

export type EncryptionContext = Record<string, string>;

export function seal(
  key: KeyRecord,
  material: MaterialRecord,
  plaintext: Buffer,
  context: EncryptionContext,
): Buffer {
  const header = Buffer.concat([
    Buffer.of(FORMAT),
    Buffer.from(key.id.replaceAll("-", ""), "hex"),
    Buffer.from(material.id, "hex"),
  ]);
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", secretOf(material), nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(additionalData(header, context));
  return Buffer.concat([header, nonce, cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
}

/** The key and material named by a ciphertext. */
export function labelOf(blob: Buffer): { keyId: string; materialId: string } {
  if (blob.length < HEADER_BYTES + NONCE_BYTES + TAG_BYTES || blob[0] !== FORMAT) throw invalidCiphertext();
  const hex = blob.toString("hex", 1, 17);
  const keyId = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  return { keyId, materialId: blob.toString("hex", 17, HEADER_BYTES) };
}

/** @throws InvalidCiphertextException if blob, material and context do not belong together. */
export function open(blob: Buffer, material: MaterialRecord, context: EncryptionContext): Buffer {
  const header = blob.subarray(0, HEADER_BYTES);
  const nonce = blob.subarray(HEADER_BYTES, HEADER_BYTES + NONCE_BYTES);
  const decipher = createDecipheriv("aes-256-gcm", secretOf(material), nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(additionalData(header, context));
  decipher.setAuthTag(blob.subarray(-TAG_BYTES));
  const body = blob.subarray(HEADER_BYTES + NONCE_BYTES, -TAG_BYTES);
  try {
    return Buffer.concat([decipher.update(body), decipher.final()]);
  } catch {
    throw invalidCiphertext();
  }
}

/**
 * Additional authenticated data: sorted pairs with length prefixes, so that no two contexts have
 * the same bytes.
 */
function additionalData(header: Buffer, context: EncryptionContext): Buffer {
  const parts = [header];
  for (const name of Object.keys(context).sort()) {
    for (const text of [name, context[name] ?? ""]) {
      const bytes = Buffer.from(text);
      const length = Buffer.alloc(4);
      length.writeUInt32BE(bytes.length);
      parts.push(length, bytes);
    }
  }
  return Buffer.concat(parts);
}
