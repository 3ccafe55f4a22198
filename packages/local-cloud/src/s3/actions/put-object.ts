import { hash } from "node:crypto";
import { emptyAnswer, quoteEtag, versionHeaders } from "../answers.ts";
import { requireWritable } from "../conditions.ts";
import type { S3Action, S3Context } from "../context.ts";
import { s3Error } from "../errors.ts";
import { lockOfNewVersion } from "../object-lock.ts";
import { parseSettings } from "../object-settings.ts";
import type { Bucket, NewVersion, Version } from "../state/buckets.ts";

export const putObject: S3Action = async (context, { bucket: name, key, headers, body, checksum }) => {
  const bucket = context.buckets.get(name);
  const given: NewVersion = {
    key,
    deleteMarker: false,
    etag: hash("md5", body, "hex"),
    settings: parseSettings(headers),
    ...lockOfNewVersion(bucket.record, headers, context.kernel.clock.now()),
  };
  if (checksum) given.checksum = checksum;
  const { record } = writeIfAllowed(context, bucket, given, body, headers);
  await context.kernel.store.durable();
  return emptyAnswer(200, {
    etag: quoteEtag(record.etag),
    "x-amz-server-side-encryption": record.settings.headers["x-amz-server-side-encryption"] ?? "AES256",
    ...versionHeaders(bucket.record.versioning, record),
    ...(checksum && { [checksum.name]: checksum.value, "x-amz-checksum-type": "FULL_OBJECT" }),
  });
};

/** Writes if the conditions of the request's headers hold. */
export function writeIfAllowed(
  { buckets }: S3Context,
  bucket: Bucket,
  given: NewVersion,
  body: Buffer,
  headers: Record<string, string>,
): Version {
  if (Buffer.byteLength(given.key) > 1024) throw s3Error("KeyTooLongError");
  requireWritable(headers, bucket.objects.get(given.key)?.[0]?.record);
  return buckets.write(bucket, given, body);
}
