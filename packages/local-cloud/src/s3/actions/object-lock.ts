import { child, childText, parseXml, type XmlElement } from "../../protocols/xml.ts";
import { emptyAnswer, xmlAnswer } from "../answers.ts";
import type { S3Action, S3Context, S3Request } from "../context.ts";
import { s3Error } from "../errors.ts";
import {
  bypassesGovernance,
  type DefaultRetention,
  parseHold,
  parseRetention,
  requireLock,
  requireReplaceable,
} from "../object-lock.ts";
import { type Bucket, findVersion, type Version } from "../state/buckets.ts";

export const getObjectLockConfiguration: S3Action = ({ buckets }, { bucket }) => {
  const { objectLock, defaultRetention } = buckets.get(bucket).record;
  if (!objectLock) throw s3Error("ObjectLockConfigurationNotFoundError");
  const rule = defaultRetention && {
    DefaultRetention: {
      Mode: defaultRetention.mode,
      Days: defaultRetention.days,
      Years: defaultRetention.years,
    },
  };
  return xmlAnswer("ObjectLockConfiguration", { ObjectLockEnabled: "Enabled", Rule: rule });
};

export const putObjectLockConfiguration: S3Action = async ({ buckets, kernel }, { bucket: name, body }) => {
  const bucket = buckets.get(name);
  if (bucket.record.versioning !== "Enabled") {
    throw s3Error(
      "InvalidBucketState",
      "Versioning must be 'Enabled' on the bucket to apply a Object Lock configuration",
    );
  }
  const configuration = parseXml(body.toString("utf8"));
  if (childText(configuration, "ObjectLockEnabled") !== "Enabled") throw s3Error("MalformedXML");
  const rule = child(configuration, "Rule");
  const { defaultRetention: _replaced, ...record } = bucket.record;
  buckets.save(bucket, {
    ...record,
    objectLock: true,
    ...(rule && { defaultRetention: parseDefaultRetention(rule) }),
  });
  await kernel.store.durable();
  return emptyAnswer(200);
};

function parseDefaultRetention(rule: XmlElement): DefaultRetention {
  const given = child(rule, "DefaultRetention");
  const mode = given && childText(given, "Mode");
  const days = given && childText(given, "Days");
  const years = given && childText(given, "Years");
  if ((mode !== "GOVERNANCE" && mode !== "COMPLIANCE") || (days === undefined) === (years === undefined)) {
    throw s3Error("MalformedXML");
  }
  const period = Number(days ?? years);
  if (!Number.isInteger(period) || period < 1 || period > 36_500) {
    throw s3Error("InvalidArgument", "Default retention period must be a positive integer value.");
  }
  return days === undefined ? { mode, years: period } : { mode, days: period };
}

function findLockableVersion(
  { buckets }: S3Context,
  { bucket: name, key, query }: S3Request,
): { bucket: Bucket; version: Version } {
  const bucket = buckets.get(name);
  requireLock(bucket.record);
  const version = findVersion(bucket, key, query.get("versionId") ?? undefined);
  if (version.record.deleteMarker) throw s3Error("MethodNotAllowed");
  return { bucket, version };
}

export const getObjectRetention: S3Action = (context, request) => {
  const { retention } = findLockableVersion(context, request).version.record;
  if (!retention) throw s3Error("NoSuchObjectLockConfiguration");
  const RetainUntilDate = new Date(retention.until).toISOString();
  return xmlAnswer("Retention", { Mode: retention.mode, RetainUntilDate });
};

export const putObjectRetention: S3Action = async (context, request) => {
  const { version } = findLockableVersion(context, request);
  const now = context.kernel.clock.now();
  const given = parseXml(request.body.toString("utf8"));
  const retention = parseRetention(childText(given, "Mode"), childText(given, "RetainUntilDate"), now);
  requireReplaceable(version.record.retention, retention, bypassesGovernance(request.headers), now);
  context.buckets.saveVersion(version, { ...version.record, retention });
  await context.kernel.store.durable();
  return emptyAnswer(200);
};

export const getObjectLegalHold: S3Action = (context, request) => {
  const { legalHold } = findLockableVersion(context, request).version.record;
  if (legalHold === undefined) throw s3Error("NoSuchObjectLockConfiguration");
  return xmlAnswer("LegalHold", { Status: legalHold ? "ON" : "OFF" });
};

export const putObjectLegalHold: S3Action = async (context, request) => {
  const { version } = findLockableVersion(context, request);
  const legalHold = parseHold(childText(parseXml(request.body.toString("utf8")), "Status"));
  context.buckets.saveVersion(version, { ...version.record, legalHold });
  await context.kernel.store.durable();
  return emptyAnswer(200);
};
