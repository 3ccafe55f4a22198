import * as cors from "./actions/bucket-cors.ts";
import * as bucket from "./actions/buckets.ts";
import { copyObject } from "./actions/copy-object.ts";
import { deleteObject, deleteObjects } from "./actions/delete-object.ts";
import { getObject, headObject } from "./actions/get-object.ts";
import { listObjects, listObjectsV2, listObjectVersions } from "./actions/list-objects.ts";
import * as multipart from "./actions/multipart-uploads.ts";
import * as lock from "./actions/object-lock.ts";
import { putObject } from "./actions/put-object.ts";
import type { S3Action } from "./context.ts";

export interface Operation {
  name: string;
  action: S3Action;
}

/** Operations of a bucket and of an object, by method and sub-resource. */
const OF_BUCKET: Record<string, Operation> = {
  PUT: { name: "CreateBucket", action: bucket.createBucket },
  DELETE: { name: "DeleteBucket", action: bucket.deleteBucket },
  HEAD: { name: "HeadBucket", action: bucket.headBucket },
  GET: { name: "ListObjects", action: listObjects },
  "GET list-type": { name: "ListObjectsV2", action: listObjectsV2 },
  "GET versions": { name: "ListObjectVersions", action: listObjectVersions },
  "GET uploads": { name: "ListMultipartUploads", action: multipart.listMultipartUploads },
  "GET location": { name: "GetBucketLocation", action: bucket.getBucketLocation },
  "GET versioning": { name: "GetBucketVersioning", action: bucket.getBucketVersioning },
  "PUT versioning": { name: "PutBucketVersioning", action: bucket.putBucketVersioning },
  "GET object-lock": { name: "GetObjectLockConfiguration", action: lock.getObjectLockConfiguration },
  "PUT object-lock": { name: "PutObjectLockConfiguration", action: lock.putObjectLockConfiguration },
  "GET cors": { name: "GetBucketCors", action: cors.getBucketCors },
  "PUT cors": { name: "PutBucketCors", action: cors.putBucketCors },
  "DELETE cors": { name: "DeleteBucketCors", action: cors.deleteBucketCors },
  "POST delete": { name: "DeleteObjects", action: deleteObjects },
};

const OF_OBJECT: Record<string, Operation> = {
  PUT: { name: "PutObject", action: putObject },
  GET: { name: "GetObject", action: getObject },
  HEAD: { name: "HeadObject", action: headObject },
  DELETE: { name: "DeleteObject", action: deleteObject },
  "GET retention": { name: "GetObjectRetention", action: lock.getObjectRetention },
  "PUT retention": { name: "PutObjectRetention", action: lock.putObjectRetention },
  "GET legal-hold": { name: "GetObjectLegalHold", action: lock.getObjectLegalHold },
  "PUT legal-hold": { name: "PutObjectLegalHold", action: lock.putObjectLegalHold },
  "POST uploads": { name: "CreateMultipartUpload", action: multipart.createMultipartUpload },
  "POST uploadId": { name: "CompleteMultipartUpload", action: multipart.completeMultipartUpload },
  "PUT uploadId": { name: "UploadPart", action: multipart.uploadPart },
  "DELETE uploadId": { name: "AbortMultipartUpload", action: multipart.abortMultipartUpload },
  "GET uploadId": { name: "ListParts", action: multipart.listParts },
};

const LIST_BUCKETS: Operation = { name: "ListBuckets", action: bucket.listBuckets };
const COPY_OBJECT: Operation = { name: "CopyObject", action: copyObject };

/**
 * Parameters that select an operation, including those of operations that do not exist here. Such a
 * request must not run another operation.
 */
const SUB_RESOURCES = new Set(
  (
    "abac accelerate acl analytics annotation attributes cors delete encryption intelligent-tiering " +
    "inventory legal-hold lifecycle list-type location logging metadataAnnotationTable " +
    "metadataConfiguration metadataInventoryTable metadataJournalTable metadataTable metrics " +
    "notification object-lock ownershipControls policy policyStatus publicAccessBlock renameObject " +
    "replication requestPayment restore retention select session tagging torrent uploadId uploads " +
    "versioning versions website"
  ).split(" "),
);

/** Undefined if the local cloud has no such operation. */
export function findOperation(
  method: string,
  bucketName: string,
  key: string,
  query: URLSearchParams,
  headers: Record<string, string>,
): Operation | undefined {
  if (bucketName === "") return method === "GET" ? LIST_BUCKETS : undefined;
  const operations = key === "" ? OF_BUCKET : OF_OBJECT;
  const subResource = [...query.keys()].find((name) => SUB_RESOURCES.has(name));
  const operation = operations[subResource === undefined ? method : `${method} ${subResource}`];
  return operation?.name === "PutObject" && "x-amz-copy-source" in headers ? COPY_OBJECT : operation;
}
