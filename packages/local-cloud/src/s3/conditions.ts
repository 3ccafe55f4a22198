import { s3Error } from "./errors.ts";
import type { VersionRecord } from "./state/buckets.ts";

type Headers = Record<string, string>;

function matches(header: string, etag: string): boolean {
  return header.split(",").some((one) => one.trim() === "*" || one.trim().replaceAll('"', "") === etag);
}

/** HTTP dates have whole seconds. */
function isAfter(at: number, date: string): boolean {
  return Math.floor(at / 1000) > Math.floor(Date.parse(date) / 1000);
}

/**
 * Checks the conditions of a read in the order of RFC 9110, section 13.2.2. Throws
 * PreconditionFailed; returns true if the client's copy is current (304). `prefix` is
 * `x-amz-copy-source-` for the source of a copy.
 */
export function notModified(headers: Headers, { etag, at }: VersionRecord, prefix = ""): boolean {
  const header = (name: string) => headers[`${prefix}${name}`];
  const ifMatch = header("if-match");
  const ifUnmodified = header("if-unmodified-since");
  const ifNoneMatch = header("if-none-match");
  const ifModified = header("if-modified-since");
  if (ifMatch !== undefined) {
    if (!matches(ifMatch, etag)) throw s3Error("PreconditionFailed", undefined, { Condition: "If-Match" });
  } else if (ifUnmodified !== undefined && isAfter(at, ifUnmodified)) {
    throw s3Error("PreconditionFailed", undefined, { Condition: "If-Unmodified-Since" });
  }
  if (ifNoneMatch !== undefined) return matches(ifNoneMatch, etag);
  return ifModified !== undefined && !isAfter(at, ifModified);
}

/**
 * Conditional writes: https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
 */
export function requireWritable(headers: Headers, current: VersionRecord | undefined): void {
  const exists = current !== undefined && !current.deleteMarker;
  const ifNoneMatch = headers["if-none-match"];
  if (ifNoneMatch !== undefined && ifNoneMatch !== "*") {
    throw s3Error("NotImplemented");
  }
  if (ifNoneMatch === "*" && exists) {
    throw s3Error("PreconditionFailed", undefined, { Condition: "If-None-Match" });
  }
  const ifMatch = headers["if-match"];
  if (ifMatch === undefined) return;
  if (!exists) throw s3Error("NoSuchKey");
  if (!matches(ifMatch, current.etag))
    throw s3Error("PreconditionFailed", undefined, { Condition: "If-Match" });
}
