import { createHash, randomBytes } from "node:crypto";
import { HASH_BYTES, type HashName } from "../specs.ts";

/*
 * RSASSA-PSS over a digest that the caller computed, which Node's sign() cannot do. RFC 8017, 9.1,
 * with MGF1 over the same hash and a salt of the hash's length, as in KMS:
 * https://docs.aws.amazon.com/kms/latest/developerguide/asymmetric-key-specs.html
 */

/** EMSA-PSS-ENCODE: the message representative for a modulus of `modulusBits`. */
export function encodePss(digest: Buffer, hash: HashName, modulusBits: number): Buffer {
  const { emLength, dbLength, clearBits } = encodingSizes(hash, modulusBits);
  const salt = randomBytes(HASH_BYTES[hash]);
  const h = saltedHash(digest, salt, hash);
  const db = Buffer.alloc(dbLength);
  db[dbLength - salt.length - 1] = 0x01;
  salt.copy(db, dbLength - salt.length);
  const masked = mask(db, h, hash);
  masked[0] = (masked[0] ?? 0) & (0xff >> clearBits);
  return Buffer.concat([masked, h, Buffer.of(0xbc)], emLength);
}

/** EMSA-PSS-VERIFY. */
export function matchesPss(encoded: Buffer, digest: Buffer, hash: HashName, modulusBits: number): boolean {
  const { emLength, dbLength, clearBits } = encodingSizes(hash, modulusBits);
  const salted = HASH_BYTES[hash];
  if (encoded.length !== emLength || encoded[emLength - 1] !== 0xbc) return false;
  const masked = encoded.subarray(0, dbLength);
  const h = encoded.subarray(dbLength, dbLength + salted);
  if (((masked[0] ?? 0) & ~(0xff >> clearBits) & 0xff) !== 0) return false;
  const db = mask(masked, h, hash);
  db[0] = (db[0] ?? 0) & (0xff >> clearBits);
  const padding = db.subarray(0, dbLength - salted - 1);
  if (padding.some((byte) => byte !== 0) || db[dbLength - salted - 1] !== 0x01) return false;
  return saltedHash(digest, db.subarray(dbLength - salted), hash).equals(h);
}

function encodingSizes(hash: HashName, modulusBits: number) {
  const emLength = Math.ceil((modulusBits - 1) / 8);
  return { emLength, dbLength: emLength - HASH_BYTES[hash] - 1, clearBits: 8 * emLength - (modulusBits - 1) };
}

function saltedHash(digest: Buffer, salt: Buffer, hash: HashName): Buffer {
  return createHash(hash).update(Buffer.alloc(8)).update(digest).update(salt).digest();
}

/** `data` xor MGF1(seed). */
function mask(data: Buffer, seed: Buffer, hash: HashName): Buffer {
  const result = Buffer.from(data);
  for (let offset = 0, counter = 0; offset < data.length; offset += HASH_BYTES[hash], counter += 1) {
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter);
    const block = createHash(hash).update(seed).update(count).digest();
    for (let index = 0; index < block.length && offset + index < data.length; index += 1) {
      result[offset + index] = (data[offset + index] ?? 0) ^ (block[index] ?? 0);
    }
  }
  return result;
}
