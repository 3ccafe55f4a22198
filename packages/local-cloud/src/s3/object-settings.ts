import { s3Error } from "./errors.ts";
import type { ObjectSettings } from "./state/buckets.ts";

const SYSTEM_HEADERS = [
  "cache-control",
  "content-disposition",
  "content-encoding",
  "content-language",
  "expires",
  "x-amz-server-side-encryption",
  "x-amz-server-side-encryption-aws-kms-key-id",
  "x-amz-storage-class",
  "x-amz-website-redirect-location",
] as const;

/** Refused instead of ignored, because the caller relies on these settings. */
const UNSUPPORTED = [
  "x-amz-tagging",
  "x-amz-server-side-encryption-customer-algorithm",
  "x-amz-grant-full-control",
  "x-amz-grant-read",
  "x-amz-write-offset-bytes",
];

/**
 * The bucket owner owns all objects, and these two ACLs say just that:
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html
 */
const ACLS = new Set(["private", "bucket-owner-full-control"]);

const META = "x-amz-meta-";
const MOST_METADATA_BYTES = 2048;

/** The settings in the headers of PutObject, CopyObject and CreateMultipartUpload. */
export function parseSettings(headers: Record<string, string>): ObjectSettings {
  for (const name of UNSUPPORTED) {
    if (headers[name] !== undefined)
      throw s3Error("NotImplemented", `The local cloud does not support ${name}.`);
  }
  if (!ACLS.has(headers["x-amz-acl"] ?? "private")) {
    throw s3Error("InvalidRequest", "The bucket does not allow ACLs");
  }
  const settings: ObjectSettings = {
    contentType: headers["content-type"] ?? "binary/octet-stream",
    headers: {},
    metadata: {},
  };
  for (const name of SYSTEM_HEADERS) {
    const value = name === "content-encoding" ? contentEncoding(headers[name]) : headers[name];
    if (value !== undefined && value !== "") settings.headers[name] = value;
  }
  let bytes = 0;
  for (const [name, value] of Object.entries(headers)) {
    if (!name.startsWith(META)) continue;
    settings.metadata[name.slice(META.length)] = value;
    bytes += name.length - META.length + Buffer.byteLength(value);
  }
  if (bytes > MOST_METADATA_BYTES) throw s3Error("MetadataTooLarge");
  return settings;
}

/** `aws-chunked` describes the transfer, not the object. */
function contentEncoding(value: string | undefined): string | undefined {
  return value
    ?.split(",")
    .map((one) => one.trim())
    .filter((one) => one !== "aws-chunked")
    .join(",");
}

export function settingsHeaders({ contentType, headers, metadata }: ObjectSettings): Record<string, string> {
  const shown: Record<string, string> = {
    "content-type": contentType,
    "x-amz-server-side-encryption": "AES256",
    ...headers,
  };
  for (const [name, value] of Object.entries(metadata)) shown[META + name] = value;
  return shown;
}
