import { blueprint } from "@tradewind/blueprint";
import type { BucketDefinition } from "@tradewind/blueprint/language/resources";
import { byName } from "../by-name.ts";
import { accountId, stage } from "../stage.ts";
import { copyBucket } from "./bucket-copies.ts";

/**
 * Principals with permission can remove this lock. It must not outlive a stage that is thrown away.
 */
const PASSING_LOCK = { mode: "GOVERNANCE", days: 1 };

/** @returns `undefined` for a bucket without a lock */
const lockOf = ({ lockedDays }: BucketDefinition) =>
  lockedDays === undefined
    ? undefined
    : stage.keepsData
      ? { mode: "COMPLIANCE", days: lockedDays }
      : PASSING_LOCK;

/** Lets the CloudFront distributions of this account read the bucket that they serve. */
const servedByCloudFront = {
  actions: ["s3:GetObject"],
  principals: [{ type: "service" as const, identifiers: ["cloudfront.amazonaws.com"] }],
  conditions: [{ test: "StringEquals", variable: "aws:SourceAccount", values: [accountId] }],
  paths: ["*"],
};

export const buckets = byName(blueprint.buckets, (definition: BucketDefinition) => {
  const { name } = definition;
  const lock = lockOf(definition);
  const bucket = new sst.aws.Bucket(name, {
    versioning: true,
    cors: false,
    policy: definition.servedAt ? [servedByCloudFront] : [],
    transform: { bucket: { forceDestroy: !stage.keepsData, ...(lock && { objectLockEnabled: true }) } },
  });
  new aws.s3.BucketServerSideEncryptionConfiguration(`${name}Encryption`, {
    bucket: bucket.name,
    rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
  });
  if (lock)
    new aws.s3.BucketObjectLockConfiguration(`${name}Lock`, {
      bucket: bucket.name,
      rule: { defaultRetention: lock },
    });
  const copy =
    definition.replicated && stage.recovery
      ? copyBucket(definition, bucket, stage.recovery.region, lock)
      : undefined;
  return { bucket, copy };
});
