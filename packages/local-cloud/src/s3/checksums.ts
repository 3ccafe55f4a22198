import { hash } from "node:crypto";
import { crc32 } from "node:zlib";
import { s3Error } from "./errors.ts";

const CRC32C_TABLE = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0x82f63b78 : value >>> 1;
  return value;
});

function crc32c(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (crc >>> 8) ^ (CRC32C_TABLE[(crc ^ byte) & 0xff] ?? 0);
  return (crc ^ 0xffffffff) >>> 0;
}

function base64Of(crc: number): string {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(crc);
  return bytes.toString("base64");
}

/**
 * Checksum algorithms by header name.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html
 */
const ALGORITHMS: Record<string, (bytes: Buffer) => string> = {
  "x-amz-checksum-crc32": (bytes) => base64Of(crc32(bytes)),
  "x-amz-checksum-crc32c": (bytes) => base64Of(crc32c(bytes)),
  "x-amz-checksum-sha1": (bytes) => hash("sha1", bytes, "base64"),
  "x-amz-checksum-sha256": (bytes) => hash("sha256", bytes, "base64"),
};

export interface Checksum {
  name: string;
  value: string;
}

/**
 * Verifies all digests in the request's headers and trailers. Returns the checksum to store with
 * the object.
 */
export function verifyDigests(body: Buffer, headers: Record<string, string>): Checksum | undefined {
  verifyMd5(body, headers["content-md5"]);
  const sha256 = headers["x-amz-content-sha256"];
  if (sha256 !== undefined && /^[0-9a-f]{64}$/.test(sha256) && hash("sha256", body, "hex") !== sha256) {
    throw s3Error("XAmzContentSHA256Mismatch");
  }
  let checksum: Checksum | undefined;
  for (const name of Object.keys(headers)) {
    if (!name.startsWith("x-amz-checksum-") || name === "x-amz-checksum-algorithm") continue;
    if (name === "x-amz-checksum-type" || name === "x-amz-checksum-mode") continue;
    const algorithm = ALGORITHMS[name];
    if (!algorithm) throw s3Error("NotImplemented", `The local cloud does not verify ${name}.`);
    const value = algorithm(body);
    if (value !== headers[name]) {
      const title = name.slice("x-amz-checksum-".length).toUpperCase();
      throw s3Error("BadDigest", `The ${title} you specified did not match the calculated checksum.`);
    }
    checksum = { name, value };
  }
  return checksum;
}

function verifyMd5(body: Buffer, given: string | undefined): void {
  if (given === undefined) return;
  if (Buffer.from(given, "base64").length !== 16) throw s3Error("InvalidDigest");
  if (hash("md5", body, "base64") !== given) {
    throw s3Error("BadDigest", "The Content-MD5 you specified did not match what we received.");
  }
}
