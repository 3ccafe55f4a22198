import type { WireResponse } from "../kernel/wire.ts";
import { toXml, type XmlContent } from "../protocols/xml.ts";
import type { VersionRecord } from "./state/buckets.ts";

const NAMESPACE = ' xmlns="http://s3.amazonaws.com/doc/2006-03-01/"';

export function xmlAnswer(name: string, content: XmlContent): WireResponse {
  return {
    status: 200,
    headers: { "content-type": "application/xml" },
    body: toXml(name, content, NAMESPACE),
  };
}

export function emptyAnswer(status: number, headers: Record<string, string> = {}): WireResponse {
  return { status, headers, body: "" };
}

export function quoteEtag(etag: string): string {
  return `"${etag}"`;
}

/** Headers with the version that was written or read. None if the bucket never had versions. */
export function versionHeaders(
  versioning: string | undefined,
  record: VersionRecord,
): Record<string, string> {
  const headers: Record<string, string> = {};
  if (versioning !== undefined) headers["x-amz-version-id"] = record.versionId;
  if (record.deleteMarker) headers["x-amz-delete-marker"] = "true";
  return headers;
}
