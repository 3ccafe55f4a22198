import { quoteEtag, xmlAnswer } from "../answers.ts";
import type { S3Action, S3Request } from "../context.ts";
import { s3Error } from "../errors.ts";
import type { Bucket, VersionRecord } from "../state/buckets.ts";

interface ListRequest {
  prefix: string;
  delimiter: string;
  most: number;
  encode: (key: string) => string;
}

function parseList(query: URLSearchParams): ListRequest {
  const given = query.get("max-keys");
  const most = Number(given ?? 1000);
  if (!Number.isInteger(most) || most < 0 || (given !== null && given.trim() === "")) {
    throw s3Error("InvalidArgument", "Provided max-keys not an integer or within integer range");
  }
  const encoding = query.get("encoding-type");
  if (encoding !== null && encoding !== "url")
    throw s3Error("InvalidArgument", "Invalid Encoding Method specified in Request");
  return {
    prefix: query.get("prefix") ?? "",
    delimiter: query.get("delimiter") ?? "",
    most: Math.min(most, 1000),
    encode: encoding === null ? (key) => key : (key) => encodeURIComponent(key).replaceAll("%2F", "/"),
  };
}

interface Walk<T> {
  found: T[];
  prefixes: string[];
  /** The key or prefix after which the next page starts, if there is one. */
  next: string | undefined;
}

/**
 * Walks the keys after `after` and rolls up those that share a prefix up to the delimiter. Its cost
 * is that of the result, because rolled-up keys are skipped by search. `take` returns the
 * contribution of a key, if any.
 */
function walk<T>(
  bucket: Bucket,
  { prefix, delimiter, most }: ListRequest,
  after: string,
  take: (key: string) => T[],
): Walk<T> {
  const { keys } = bucket;
  const walked: Walk<T> = { found: [], prefixes: [], next: undefined };
  let index = Math.max(keys.firstAfter(after), keys.firstFrom(prefix));
  let last: string | undefined;
  for (;;) {
    const key = keys.at(index);
    if (key === undefined || !key.startsWith(prefix)) return walked;
    const cut = delimiter === "" ? -1 : key.indexOf(delimiter, prefix.length);
    const common = cut === -1 ? undefined : key.slice(0, cut + delimiter.length);
    if (common !== undefined) {
      index = keys.firstBeyond(common);
      // The previous page ended with this prefix.
      if (after.startsWith(common) || !anyUnder(bucket, common, take)) continue;
    } else index += 1;
    const contribution = common === undefined ? take(key) : [];
    if (common === undefined && contribution.length === 0) continue;
    if (walked.found.length + walked.prefixes.length >= most) {
      walked.next = last;
      return walked;
    }
    if (common === undefined) walked.found.push(...contribution);
    else walked.prefixes.push(common);
    last = common ?? key;
  }
}

/** A prefix is listed if at least one of its keys would be. */
function anyUnder<T>({ keys }: Bucket, prefix: string, take: (key: string) => T[]): boolean {
  for (let index = keys.firstFrom(prefix); ; index += 1) {
    const key = keys.at(index);
    if (key === undefined || !key.startsWith(prefix)) return false;
    if (take(key).length > 0) return true;
  }
}

function takeCurrentVersion(bucket: Bucket): (key: string) => VersionRecord[] {
  return (key) => {
    const record = bucket.objects.get(key)?.[0]?.record;
    return record && !record.deleteMarker ? [record] : [];
  };
}

function showObject(record: VersionRecord, encode: (key: string) => string) {
  return {
    Key: encode(record.key),
    LastModified: new Date(record.at).toISOString(),
    ETag: quoteEtag(record.etag),
    Size: record.size,
    StorageClass: record.settings.headers["x-amz-storage-class"] ?? "STANDARD",
  };
}

function showCommon({ bucket, query }: S3Request, request: ListRequest, walked: Walk<unknown>) {
  return {
    Name: bucket,
    Prefix: request.encode(request.prefix),
    Delimiter: request.delimiter === "" ? undefined : request.encode(request.delimiter),
    MaxKeys: request.most,
    EncodingType: query.get("encoding-type") ?? undefined,
    IsTruncated: walked.next !== undefined,
    CommonPrefixes: walked.prefixes.map((prefix) => ({ Prefix: request.encode(prefix) })),
  };
}

export const listObjectsV2: S3Action = ({ buckets }, request) => {
  const bucket = buckets.get(request.bucket);
  const list = parseList(request.query);
  const token = request.query.get("continuation-token") ?? undefined;
  const StartAfter = request.query.get("start-after") ?? undefined;
  if (token === "") throw s3Error("InvalidArgument", "The continuation token provided is incorrect");
  const after = token === undefined ? (StartAfter ?? "") : Buffer.from(token, "base64url").toString();
  const walked = walk(bucket, list, after, takeCurrentVersion(bucket));
  return xmlAnswer("ListBucketResult", {
    ...showCommon(request, list, walked),
    KeyCount: walked.found.length + walked.prefixes.length,
    StartAfter,
    ContinuationToken: token,
    NextContinuationToken: walked.next && Buffer.from(walked.next).toString("base64url"),
    Contents: walked.found.map((record) => showObject(record, list.encode)),
  });
};

export const listObjects: S3Action = ({ buckets }, request) => {
  const bucket = buckets.get(request.bucket);
  const list = parseList(request.query);
  const Marker = request.query.get("marker") ?? "";
  const walked = walk(bucket, list, Marker, takeCurrentVersion(bucket));
  return xmlAnswer("ListBucketResult", {
    ...showCommon(request, list, walked),
    Marker: list.encode(Marker),
    NextMarker: list.delimiter === "" || walked.next === undefined ? undefined : list.encode(walked.next),
    Contents: walked.found.map((record) => showObject(record, list.encode)),
  });
};

/** Pages end between keys, so a page may hold more versions than max-keys if one key has many. */
export const listObjectVersions: S3Action = ({ buckets }, request) => {
  const bucket = buckets.get(request.bucket);
  const list = parseList(request.query);
  const KeyMarker = request.query.get("key-marker") ?? "";
  const walked = walk(bucket, list, KeyMarker, (key) =>
    (bucket.objects.get(key) ?? []).map(({ record }, index) => ({ record, IsLatest: index === 0 })),
  );
  const show = (deleteMarker: boolean) =>
    walked.found
      .filter(({ record }) => record.deleteMarker === deleteMarker)
      .map(({ record, IsLatest }) => {
        const { Key, LastModified, ...rest } = showObject(record, list.encode);
        const marker = { Key, LastModified, VersionId: record.versionId, IsLatest };
        return deleteMarker ? marker : { ...marker, ...rest };
      });
  return xmlAnswer("ListVersionsResult", {
    ...showCommon(request, list, walked),
    KeyMarker: list.encode(KeyMarker),
    NextKeyMarker: walked.next === undefined ? undefined : list.encode(walked.next),
    Version: show(false),
    DeleteMarker: show(true),
  });
};
