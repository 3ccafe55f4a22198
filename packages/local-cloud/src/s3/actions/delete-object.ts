import { AwsError } from "../../kernel/wire.ts";
import { child, children, childText, parseXml, type XmlContent } from "../../protocols/xml.ts";
import { emptyAnswer, xmlAnswer } from "../answers.ts";
import type { S3Action, S3Context } from "../context.ts";
import { s3Error } from "../errors.ts";
import { bypassesGovernance, requireDeletable } from "../object-lock.ts";
import type { Bucket } from "../state/buckets.ts";

interface Deleted {
  /** The deleted version, or the delete marker that was created. */
  versionId: string | undefined;
  deleteMarker: boolean;
}

/** Without a version id, a versioned bucket keeps all versions and adds a delete marker. */
function deleteKey(
  { buckets, kernel }: S3Context,
  bucket: Bucket,
  key: string,
  versionId: string | undefined,
  bypass: boolean,
): Deleted {
  const versions = bucket.objects.get(key);
  if (versionId !== undefined) {
    const version = versions?.find((one) => one.record.versionId === versionId);
    if (!version) return { versionId, deleteMarker: false };
    requireDeletable(version.record, bypass, kernel.clock.now());
    buckets.remove(bucket, version);
    return { versionId, deleteMarker: version.record.deleteMarker };
  }
  if (bucket.record.versioning === undefined) {
    const [current] = versions ?? [];
    if (current) buckets.remove(bucket, current);
    return { versionId: undefined, deleteMarker: false };
  }
  const settings = { contentType: "", headers: {}, metadata: {} };
  const marker = buckets.write(bucket, { key, deleteMarker: true, etag: "", settings }, Buffer.alloc(0));
  return { versionId: marker.record.versionId, deleteMarker: true };
}

export const deleteObject: S3Action = async (context, { bucket: name, key, query, headers }) => {
  const bucket = context.buckets.get(name);
  const versionId = query.get("versionId") ?? undefined;
  const deleted = deleteKey(context, bucket, key, versionId, bypassesGovernance(headers));
  await context.kernel.store.durable();
  return emptyAnswer(204, {
    ...(deleted.versionId !== undefined && { "x-amz-version-id": deleted.versionId }),
    ...(deleted.deleteMarker && { "x-amz-delete-marker": "true" }),
  });
};

const MOST_KEYS = 1000;

export const deleteObjects: S3Action = async (context, { bucket: name, headers, body }) => {
  const bucket = context.buckets.get(name);
  const request = parseXml(body.toString("utf8"));
  const objects = children(request, "Object");
  if (objects.length === 0 || objects.length > MOST_KEYS) throw s3Error("MalformedXML");
  const quiet = childText(request, "Quiet") === "true";
  const Deleted: XmlContent[] = [];
  const Error: XmlContent[] = [];
  for (const object of objects) {
    // Keys may begin or end with spaces.
    const key = child(object, "Key")?.text ?? "";
    const VersionId = childText(object, "VersionId");
    try {
      const deleted = deleteKey(context, bucket, key, VersionId, bypassesGovernance(headers));
      const marker = deleted.deleteMarker && { DeleteMarker: true, DeleteMarkerVersionId: deleted.versionId };
      if (!quiet) Deleted.push({ Key: key, VersionId, ...marker });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      Error.push({ Key: key, VersionId, Code: error.code, Message: error.message });
    }
  }
  await context.kernel.store.durable();
  return xmlAnswer("DeleteResult", { Deleted, Error });
};
