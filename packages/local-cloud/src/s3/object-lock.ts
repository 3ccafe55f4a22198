import type { WireRequest } from "../kernel/wire.ts";
import { s3Error } from "./errors.ts";
import type { BucketRecord, VersionRecord } from "./state/buckets.ts";

export interface Retention {
  mode: "GOVERNANCE" | "COMPLIANCE";
  /** Milliseconds since the epoch. */
  until: number;
}

export interface DefaultRetention {
  mode: Retention["mode"];
  days?: number;
  years?: number;
}

const DAY_MS = 86_400_000;

/**
 * Retention and legal hold of a new version, from the request's headers or the bucket's default
 * retention.
 */
export function lockOfNewVersion(
  bucket: BucketRecord,
  headers: WireRequest["headers"],
  now: number,
): Pick<VersionRecord, "retention" | "legalHold"> {
  const mode = headers["x-amz-object-lock-mode"];
  const until = headers["x-amz-object-lock-retain-until-date"];
  const hold = headers["x-amz-object-lock-legal-hold"];
  if ((mode ?? until ?? hold) !== undefined) requireLock(bucket);
  const lock: Pick<VersionRecord, "retention" | "legalHold"> = {};
  if (hold !== undefined) lock.legalHold = parseHold(hold);
  if ((mode === undefined) !== (until === undefined)) {
    throw s3Error(
      "InvalidArgument",
      "x-amz-object-lock-retain-until-date and x-amz-object-lock-mode must both be supplied",
    );
  }
  if (mode !== undefined && until !== undefined) lock.retention = parseRetention(mode, until, now);
  else if (bucket.defaultRetention) lock.retention = defaultRetention(bucket.defaultRetention, now);
  return lock;
}

function defaultRetention({ mode, days, years }: DefaultRetention, now: number): Retention {
  return { mode, until: now + ((days ?? 0) + (years ?? 0) * 365) * DAY_MS };
}

export function parseRetention(mode: string | undefined, until: string | undefined, now: number): Retention {
  if (mode !== "GOVERNANCE" && mode !== "COMPLIANCE") throw s3Error("MalformedXML");
  const time = Date.parse(until ?? "");
  if (Number.isNaN(time)) throw s3Error("InvalidArgument", "The retain until date is not a valid date.");
  if (time <= now) throw s3Error("InvalidArgument", "The retain until date must be in the future!");
  return { mode, until: time };
}

export function parseHold(status: string | undefined): boolean {
  if (status !== "ON" && status !== "OFF") throw s3Error("MalformedXML");
  return status === "ON";
}

export function requireLock(bucket: BucketRecord): void {
  if (!bucket.objectLock) throw s3Error("InvalidRequest", "Bucket is missing Object Lock Configuration");
}

/** True if the caller asks to end a GOVERNANCE retention early. */
export function bypassesGovernance(headers: WireRequest["headers"]): boolean {
  return headers["x-amz-bypass-governance-retention"]?.toLowerCase() === "true";
}

/**
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html: a protected version
 * cannot be deleted.
 */
export function requireDeletable(version: VersionRecord, bypass: boolean, now: number): void {
  const { retention, legalHold } = version;
  const retained =
    retention !== undefined && retention.until > now && !(retention.mode === "GOVERNANCE" && bypass);
  if (legalHold || retained) {
    throw s3Error("AccessDenied", "Access Denied because object protected by object lock.");
  }
}

/**
 * A retention may be extended. Only a GOVERNANCE retention may be shortened, removed or change its
 * mode, with the bypass.
 */
export function requireReplaceable(
  current: Retention | undefined,
  next: Retention,
  bypass: boolean,
  now: number,
): void {
  if (!current || current.until <= now) return;
  const stricter = next.until >= current.until && (next.mode === current.mode || next.mode === "COMPLIANCE");
  if (stricter || (current.mode === "GOVERNANCE" && bypass)) return;
  throw s3Error("AccessDenied", "Access Denied because object protected by object lock.");
}
