/** S3's cross-region replication, from a bucket to its copy in the recovery region. */
import type { BucketDefinition } from "@tradewind/blueprint/language/resources";
import { policy, refuseInsecure, type Statement, serviceRole } from "../policy.ts";
import { accountId, stage } from "../stage.ts";

interface Lock {
  mode: string;
  days: number;
}

export function copyBucket(
  { name, servedAt, copiedPrefix = "" }: BucketDefinition,
  source: sst.aws.Bucket,
  region: string,
  lock: Lock | undefined,
): aws.s3.Bucket {
  const copyName = `${name}Copy`;
  const copy = new aws.s3.Bucket(copyName, {
    region,
    forceDestroy: !stage.keepsData,
    ...(lock && { objectLockEnabled: true }),
  });
  const of = { region, bucket: copy.bucket };
  const versions = new aws.s3.BucketVersioning(`${copyName}Versioning`, {
    ...of,
    versioningConfiguration: { status: "Enabled" },
  });
  new aws.s3.BucketPublicAccessBlock(`${copyName}PublicAccessBlock`, {
    ...of,
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
  });
  new aws.s3.BucketServerSideEncryptionConfiguration(`${copyName}Encryption`, {
    ...of,
    rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
  });
  const everything = [copy.arn, $interpolate`${copy.arn}/*`];
  new aws.s3.BucketPolicy(`${copyName}Policy`, {
    ...of,
    policy: policy(
      { ...refuseInsecure("s3:*", copy.arn), Resource: everything },
      ...cloudFrontStatements(servedAt, copy),
    ),
  });
  if (lock)
    new aws.s3.BucketObjectLockConfiguration(`${copyName}Lock`, { ...of, rule: { defaultRetention: lock } });
  replicate(name, copiedPrefix, source, copy, versions);
  return copy;
}

function cloudFrontStatements(servedAt: string | undefined, copy: aws.s3.Bucket): Statement[] {
  if (servedAt === undefined) return [];
  return [
    {
      Action: "s3:GetObject",
      Resource: $interpolate`${copy.arn}/*`,
      Principal: { Service: "cloudfront.amazonaws.com" },
      Condition: { StringEquals: { "aws:SourceAccount": accountId } },
    },
  ];
}

function replicate(
  name: string,
  prefix: string,
  source: sst.aws.Bucket,
  copy: aws.s3.Bucket,
  versions: aws.s3.BucketVersioning,
): void {
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html
  const role = serviceRole(
    `${name}ReplicationRole`,
    "s3",
    { Action: ["s3:GetReplicationConfiguration", "s3:ListBucket"], Resource: source.arn },
    {
      Action: [
        "s3:GetObjectVersionForReplication",
        "s3:GetObjectVersionAcl",
        "s3:GetObjectVersionTagging",
        "s3:GetObjectRetention",
        "s3:GetObjectLegalHold",
      ],
      Resource: $interpolate`${source.arn}/*`,
    },
    {
      Action: ["s3:ReplicateObject", "s3:ReplicateDelete", "s3:ReplicateTags"],
      Resource: $interpolate`${copy.arn}/*`,
    },
  );
  new aws.s3.BucketReplicationConfig(
    `${name}Replication`,
    {
      bucket: source.name,
      role: role.arn,
      rules: [
        {
          id: prefix === "" ? "everything" : prefix,
          status: "Enabled",
          filter: { prefix },
          deleteMarkerReplication: { status: "Enabled" },
          destination: { bucket: copy.arn, storageClass: "STANDARD_IA" },
        },
      ],
    },
    // Replication needs versioning on both buckets.
    { dependsOn: [versions, source] },
  );
}
