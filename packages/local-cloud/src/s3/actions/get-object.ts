import type { WireResponse } from "../../kernel/wire.ts";
import { emptyAnswer, quoteEtag, versionHeaders } from "../answers.ts";
import { parseRange } from "../byte-range.ts";
import { notModified } from "../conditions.ts";
import type { S3Action, S3Context, S3Request } from "../context.ts";
import { s3Error } from "../errors.ts";
import { settingsHeaders } from "../object-settings.ts";
import { type Bucket, findVersion, type Version } from "../state/buckets.ts";

export const getObject: S3Action = (context, request) => {
  const { bucket, version } = findReadableVersion(context, request);
  if (version.record.deleteMarker) return refuseDeleteMarker(bucket, version, request);
  const headers = describe(bucket, version, request);
  if (notModified(request.headers, version.record)) return emptyAnswer(304, headers);
  const range = parseRange(request.headers["range"], version.body.length);
  if (!range) {
    headers["content-length"] = String(version.body.length);
    return { status: 200, headers: { ...headers, ...checksumHeaders(version, request) }, body: version.body };
  }
  const body = version.body.subarray(range.first, range.last + 1);
  headers["content-length"] = String(body.length);
  headers["content-range"] = `bytes ${range.first}-${range.last}/${version.body.length}`;
  return { status: 206, headers, body };
};

export const headObject: S3Action = (context, request) => {
  const { status, headers } = getObject(context, request) as WireResponse;
  return { status, headers, body: "" };
};

function findReadableVersion({ buckets }: S3Context, { bucket: name, key, query }: S3Request) {
  if (query.has("partNumber")) throw s3Error("NotImplemented", "The local cloud does not read single parts.");
  const bucket = buckets.get(name);
  return { bucket, version: findVersion(bucket, key, query.get("versionId") ?? undefined) };
}

/** A delete marker reads as a missing object. Reading it by its own version id is refused. */
function refuseDeleteMarker(bucket: Bucket, { record }: Version, { query, key }: S3Request): never {
  const headers = versionHeaders(bucket.record.versioning, record);
  if (query.has("versionId")) throw s3Error("MethodNotAllowed", undefined, {}, headers);
  throw s3Error("NoSuchKey", undefined, { Key: key }, headers);
}

/**
 * Presigned links may override response headers:
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
 */
const OVERRIDES = [
  "cache-control",
  "content-disposition",
  "content-encoding",
  "content-language",
  "content-type",
  "expires",
];

function describe(bucket: Bucket, { record }: Version, { query }: S3Request): Record<string, string> {
  const headers: Record<string, string> = {
    ...settingsHeaders(record.settings),
    ...versionHeaders(bucket.record.versioning, record),
    etag: quoteEtag(record.etag),
    "last-modified": new Date(record.at).toUTCString(),
    "accept-ranges": "bytes",
  };
  if (record.retention) {
    headers["x-amz-object-lock-mode"] = record.retention.mode;
    headers["x-amz-object-lock-retain-until-date"] = new Date(record.retention.until).toISOString();
  }
  if (record.legalHold !== undefined) {
    headers["x-amz-object-lock-legal-hold"] = record.legalHold ? "ON" : "OFF";
  }
  for (const name of OVERRIDES) {
    const value = query.get(`response-${name}`);
    if (value !== null) headers[name] = value;
  }
  return headers;
}

function checksumHeaders({ record }: Version, { headers }: S3Request): Record<string, string> {
  if (!record.checksum || headers["x-amz-checksum-mode"] !== "ENABLED") return {};
  return { [record.checksum.name]: record.checksum.value, "x-amz-checksum-type": "FULL_OBJECT" };
}
