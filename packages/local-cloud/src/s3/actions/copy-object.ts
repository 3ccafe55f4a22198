import { hash } from "node:crypto";
import { quoteEtag, versionHeaders, xmlAnswer } from "../answers.ts";
import { notModified } from "../conditions.ts";
import type { S3Action, S3Context } from "../context.ts";
import { s3Error } from "../errors.ts";
import { lockOfNewVersion } from "../object-lock.ts";
import { parseSettings } from "../object-settings.ts";
import { findVersion, type NewVersion, type Version } from "../state/buckets.ts";
import { writeIfAllowed } from "./put-object.ts";

export const copyObject: S3Action = async (context, { bucket: name, key, headers }) => {
  const bucket = context.buckets.get(name);
  const source = sourceVersion(context, headers["x-amz-copy-source"] ?? "");
  if (notModified(headers, source.record, "x-amz-copy-source-")) {
    throw s3Error("PreconditionFailed", undefined, { Condition: "x-amz-copy-source-If-None-Match" });
  }
  const replace = headers["x-amz-metadata-directive"] === "REPLACE";
  const itself = source.record.bucket === name && source.record.key === key;
  if (itself && !replace && bucket.objects.get(key)?.[0] === source) {
    throw s3Error(
      "InvalidRequest",
      "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
    );
  }
  const given: NewVersion = {
    key,
    deleteMarker: false,
    // The ETag of a multipart upload is not the digest of its bytes. The copy has a single part.
    etag: source.record.etag.includes("-") ? hash("md5", source.body, "hex") : source.record.etag,
    settings: replace ? parseSettings(headers) : source.record.settings,
    ...lockOfNewVersion(bucket.record, headers, context.kernel.clock.now()),
  };
  if (source.record.checksum) given.checksum = source.record.checksum;
  const { record } = writeIfAllowed(context, bucket, given, source.body, headers);
  await context.kernel.store.durable();
  const answer = xmlAnswer("CopyObjectResult", {
    ETag: quoteEtag(record.etag),
    LastModified: new Date(record.at).toISOString(),
  });
  Object.assign(answer.headers, versionHeaders(bucket.record.versioning, record));
  if (source.record.versionId !== "null")
    answer.headers["x-amz-copy-source-version-id"] = source.record.versionId;
  return answer;
};

/** `bucket/key?versionId=…`, percent-encoded. */
function sourceVersion({ buckets }: S3Context, given: string): Version {
  const [path = "", query = ""] = given.split("?", 2);
  let decoded: string;
  try {
    decoded = decodeURIComponent(path).replace(/^\//, "");
  } catch {
    throw s3Error("InvalidArgument", "Invalid copy source encoding.");
  }
  const slash = decoded.indexOf("/");
  if (slash < 1) {
    throw s3Error("InvalidArgument", "Invalid copy source object key");
  }
  const versionId = new URLSearchParams(query).get("versionId") ?? undefined;
  const version = findVersion(buckets.get(decoded.slice(0, slash)), decoded.slice(slash + 1), versionId);
  if (!version.record.deleteMarker) return version;
  if (versionId === undefined) throw s3Error("NoSuchKey");
  throw s3Error(
    "InvalidRequest",
    "The source of a copy request may not specifically refer to a delete marker by version id.",
  );
}
