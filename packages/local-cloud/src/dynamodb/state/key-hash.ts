import { hash } from "node:crypto";
import type { Attributes, AttributeValue } from "../values/attributes.ts";
import { decimalOf } from "../values/decimal.ts";
import type { KeySchema } from "./schema.ts";

/** Hashes are the first 32 bits of a digest. Parallel scans divide this range. */
export const HASH_RANGE = 2 ** 32;

/**
 * Position of a partition key in a scan. DynamoDB does not document its hash; this one is observed,
 * so that scans return items in AWS's order.
 */
export function partitionHash(value: AttributeValue): number {
  return Number.parseInt(digest(keyBytes(value)).slice(0, 8), 16);
}

/**
 * Orders index entries that have the same key, by a hash of the table's key. This is observed, too.
 */
export function tieHash(schema: KeySchema, attributes: Attributes): number {
  const hashKey = keyBytes(attributes[schema.hash.name] as AttributeValue);
  const range = schema.range && attributes[schema.range.name];
  return Number.parseInt(digest(range ? Buffer.concat([hashKey, keyBytes(range)]) : hashKey).slice(0, 6), 16);
}

function digest(key: Buffer): string {
  return hash("md5", Buffer.concat([SALT, key]), "hex");
}

const SALT = Buffer.from("Outliers");

function keyBytes(value: AttributeValue): Buffer {
  if ("S" in value) return Buffer.from(value.S);
  if ("B" in value) return Buffer.from(value.B, "base64");
  return "N" in value ? numberBytes(value.N) : Buffer.alloc(0);
}

/**
 * Base-100 digits after a biased exponent; the bytes of negative numbers are complemented and end
 * in 102.
 */
function numberBytes(canonical: string): Buffer {
  const { negative, digits, exponent } = decimalOf(canonical);
  if (digits === "") return Buffer.from([0x80]);
  const power = exponent + 1;
  const odd = power % 2 !== 0;
  const aligned = (odd ? "0" : "") + digits;
  const lead = Math.floor((power + (odd ? 1 : 0)) / 2) - 64;
  const bytes = [negative ? lead ^ 0xff : lead];
  for (let index = 0; index < aligned.length; index += 2) {
    const pair = Number(aligned.slice(index, index + 2).padEnd(2, "0"));
    bytes.push(negative ? 101 - pair : pair + 1);
  }
  if (negative && bytes.length - 1 < 20) bytes.push(102);
  return Buffer.from(bytes.map((byte) => byte & 0xff));
}
