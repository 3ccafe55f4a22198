import { childText, parseXml } from "../../protocols/xml.ts";
import { emptyAnswer, xmlAnswer } from "../answers.ts";
import type { S3Action } from "../context.ts";
import { s3Error } from "../errors.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
const NAME = /^(?!\d+\.\d+\.\d+\.\d+$)(?!xn--)(?!.*\.\.)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;

export const createBucket: S3Action = async ({ buckets, kernel }, { bucket: name, headers }) => {
  if (!NAME.test(name)) throw s3Error("InvalidBucketName", undefined, { BucketName: name });
  // In us-east-1 an owner may create an existing bucket again, without effect.
  if (!buckets.find(name)) {
    buckets.create(name, headers["x-amz-bucket-object-lock-enabled"]?.toLowerCase() === "true");
  }
  await kernel.store.durable();
  return emptyAnswer(200, { location: `/${name}` });
};

export const deleteBucket: S3Action = async ({ buckets, kernel }, { bucket }) => {
  buckets.delete(buckets.get(bucket));
  await kernel.store.durable();
  return emptyAnswer(204);
};

export const headBucket: S3Action = ({ buckets, kernel }, { bucket }) => {
  buckets.get(bucket);
  return emptyAnswer(200, { "x-amz-bucket-region": kernel.region });
};

export const listBuckets: S3Action = ({ buckets, kernel }, { query }) => {
  const prefix = query.get("prefix") ?? "";
  const Bucket = buckets
    .all()
    .map(({ record }) => ({
      Name: record.name,
      CreationDate: new Date(record.createdAt).toISOString(),
      BucketRegion: kernel.region,
    }))
    .filter(({ Name }) => Name.startsWith(prefix))
    .sort((a, b) => (a.Name < b.Name ? -1 : 1));
  return xmlAnswer("ListAllMyBucketsResult", { Owner: { ID: kernel.account }, Buckets: { Bucket } });
};

export const getBucketLocation: S3Action = ({ buckets, kernel }, { bucket }) => {
  buckets.get(bucket);
  return xmlAnswer("LocationConstraint", kernel.region === "us-east-1" ? "" : kernel.region);
};

export const getBucketVersioning: S3Action = ({ buckets }, { bucket }) => {
  return xmlAnswer("VersioningConfiguration", { Status: buckets.get(bucket).record.versioning });
};

export const putBucketVersioning: S3Action = async ({ buckets, kernel }, { bucket: name, body }) => {
  const bucket = buckets.get(name);
  const versioning = childText(parseXml(body.toString("utf8")), "Status");
  if (versioning !== "Enabled" && versioning !== "Suspended") throw s3Error("MalformedXML");
  if (bucket.record.objectLock && versioning === "Suspended") {
    throw s3Error(
      "InvalidBucketState",
      "An Object Lock configuration is present on this bucket, so the versioning state cannot be changed.",
    );
  }
  buckets.save(bucket, { ...bucket.record, versioning });
  await kernel.store.durable();
  return emptyAnswer(200);
};
