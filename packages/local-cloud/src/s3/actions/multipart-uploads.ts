import { hash } from "node:crypto";
import { children, childText, parseXml } from "../../protocols/xml.ts";
import { emptyAnswer, quoteEtag, versionHeaders, xmlAnswer } from "../answers.ts";
import { verifyDigests } from "../checksums.ts";
import type { S3Action, S3Context, S3Request } from "../context.ts";
import { s3Error } from "../errors.ts";
import { lockOfNewVersion } from "../object-lock.ts";
import { parseSettings } from "../object-settings.ts";
import type { Part, Upload } from "../state/uploads.ts";
import { writeIfAllowed } from "./put-object.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html */
const LEAST_PART_BYTES = 5 * 1024 * 1024;
const MOST_PARTS = 10_000;

export const createMultipartUpload: S3Action = async (
  { buckets, uploads, kernel },
  { bucket: name, key, headers },
) => {
  const bucket = buckets.get(name);
  const upload = uploads.create(name, {
    key,
    deleteMarker: false,
    settings: parseSettings(headers),
    ...lockOfNewVersion(bucket.record, headers, kernel.clock.now()),
  });
  await kernel.store.durable();
  return xmlAnswer("InitiateMultipartUploadResult", { Bucket: name, Key: key, UploadId: upload.record.id });
};

function findUpload({ buckets, uploads }: S3Context, { bucket, key, query }: S3Request): Upload {
  buckets.get(bucket);
  return uploads.get(bucket, key, query.get("uploadId") ?? "");
}

export const uploadPart: S3Action = async (context, request) => {
  const upload = findUpload(context, request);
  if (request.headers["x-amz-copy-source"] !== undefined) {
    throw s3Error("NotImplemented", "The local cloud does not copy parts.");
  }
  const number = Number(request.query.get("partNumber"));
  if (!Number.isInteger(number) || number < 1 || number > MOST_PARTS) {
    throw s3Error("InvalidArgument", `Part number must be an integer between 1 and ${MOST_PARTS}, inclusive`);
  }
  const { body, checksum } = request;
  const etag = hash("md5", body, "hex");
  context.uploads.putPart(upload, { number, etag, at: context.kernel.clock.now(), body });
  await context.kernel.store.durable();
  return emptyAnswer(200, { etag: quoteEtag(etag), ...(checksum && { [checksum.name]: checksum.value }) });
};

export const completeMultipartUpload: S3Action = async (context, request) => {
  const upload = findUpload(context, request);
  const bucket = context.buckets.get(request.bucket);
  const parts = namedParts(upload, request.body.toString("utf8"));
  const body = Buffer.concat(parts.map((part) => part.body));
  // In this request a checksum header is that of the whole object.
  const whole = request.headers["x-amz-checksum-type"] === "FULL_OBJECT" ? request.headers : {};
  const checksum = verifyDigests(body, checksumsOf(whole));
  const digests = Buffer.concat(parts.map((part) => Buffer.from(part.etag, "hex")));
  const etag = `${hash("md5", digests, "hex")}-${parts.length}`;
  const given = { ...upload.record.given, etag, ...(checksum && { checksum }) };
  const { record } = writeIfAllowed(context, bucket, given, body, request.headers);
  context.uploads.delete(upload);
  await context.kernel.store.durable();
  const answer = xmlAnswer("CompleteMultipartUploadResult", {
    Location: `/${request.bucket}/${request.key}`,
    Bucket: request.bucket,
    Key: request.key,
    ETag: quoteEtag(etag),
  });
  Object.assign(answer.headers, versionHeaders(bucket.record.versioning, record));
  return answer;
};

function checksumsOf(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => name.startsWith("x-amz-checksum-")));
}

/** The parts in the client's order, which must be ascending. */
function namedParts({ parts }: Upload, xml: string): Part[] {
  const named = children(parseXml(xml), "Part");
  if (named.length === 0) throw s3Error("MalformedXML");
  const numbers = named.map((given) => Number(childText(given, "PartNumber")));
  if (numbers.some((number, index) => index > 0 && number <= (numbers[index - 1] ?? 0))) {
    throw s3Error("InvalidPartOrder");
  }
  return named.map((given, index) => {
    const number = numbers[index] ?? 0;
    const part = parts.get(number);
    if (!part || childText(given, "ETag")?.replaceAll('"', "") !== part.etag) throw s3Error("InvalidPart");
    if (index < named.length - 1 && part.body.length < LEAST_PART_BYTES) {
      throw s3Error("EntityTooSmall", undefined, { PartNumber: String(number) });
    }
    return part;
  });
}

export const abortMultipartUpload: S3Action = async (context, request) => {
  context.uploads.delete(findUpload(context, request));
  await context.kernel.store.durable();
  return emptyAnswer(204);
};

export const listParts: S3Action = (context, request) => {
  const { record, parts } = findUpload(context, request);
  const Part = [...parts.values()]
    .sort((a, b) => a.number - b.number)
    .map(({ number, etag, at, body }) => ({
      PartNumber: number,
      LastModified: new Date(at).toISOString(),
      ETag: quoteEtag(etag),
      Size: body.length,
    }));
  return xmlAnswer("ListPartsResult", {
    Bucket: record.bucket,
    Key: record.given.key,
    UploadId: record.id,
    IsTruncated: false,
    Part,
  });
};

export const listMultipartUploads: S3Action = ({ buckets, uploads }, { bucket, query }) => {
  buckets.get(bucket);
  const Prefix = query.get("prefix") ?? "";
  const Upload = uploads
    .of(bucket)
    .filter(({ record }) => record.given.key.startsWith(Prefix))
    .map(({ record }) => ({
      Key: record.given.key,
      UploadId: record.id,
      Initiated: new Date(record.at).toISOString(),
    }));
  return xmlAnswer("ListMultipartUploadsResult", { Bucket: bucket, Prefix, IsTruncated: false, Upload });
};
