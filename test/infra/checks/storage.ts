/** Compares the tables, buckets, keys, user pools and senders of a stage with the blueprint's. */
import { blueprint } from "@tradewind/blueprint";
import { KEY_DELETION_DAYS } from "@tradewind/blueprint/ground/limits";
import type {
  KeyDefinition,
  TableDefinition,
  UserPoolDefinition,
} from "@tradewind/blueprint/language/resources";
import type { GraphResource } from "../harness/graph.ts";
import { type Check, compare, type Deployment, list, nameOf, statementsOf } from "./deployment.ts";

interface TableIndex {
  name: string;
  hashKey: string;
  rangeKey?: string;
  projectionType: string;
  nonKeyAttributes?: string[];
}

export const tables: Check = {
  rule: "every table has the blueprint's keys, indexes, stream, time to live, copies and permission to change items",
  problems(deployment) {
    const wanted = new Map(blueprint.tables.map((table) => [table.name, shapeOf(table, deployment)]));
    const found = new Map(
      deployment.of("dynamodb/table").map((resource) => {
        const { props } = resource;
        const attributes = props["attributes"] as { name: string; type: string }[];
        const indexes = (props["globalSecondaryIndexes"] ?? []) as TableIndex[];
        const ttl = props["ttl"] as { attributeName: string; enabled: boolean } | undefined;
        return [
          nameOf(resource),
          {
            attributes: Object.fromEntries(attributes.map(({ name, type }) => [name, type])),
            keys: [props["hashKey"], props["rangeKey"]],
            indexes: Object.fromEntries(
              indexes.map((index) => [
                index.name,
                {
                  keys: [index.hashKey, index.rangeKey],
                  projection: index.projectionType,
                  includes: index.nonKeyAttributes ?? [],
                },
              ]),
            ),
            timeToLive: ttl?.enabled ? ttl.attributeName : "none",
            stream: props["streamEnabled"] ? props["streamViewType"] : "none",
            billing: props["billingMode"],
            copies: ((props["replicas"] ?? []) as { regionName: string; pointInTimeRecovery: boolean }[])
              .filter(({ pointInTimeRecovery }) => pointInTimeRecovery)
              .map(({ regionName }) => regionName),
            changes: changesOf(deployment, resource.arn),
          },
        ];
      }),
    );
    return compare("table", wanted, found);
  },
};

/** A second copy, so that the stacks are not compared with themselves. */
const CHANGES =
  "dynamodb:BatchWriteItem dynamodb:DeleteItem dynamodb:PartiQLDelete dynamodb:PartiQLUpdate dynamodb:UpdateItem";

function changesOf(deployment: Deployment, table: string): string {
  const denied = deployment
    .of("dynamodb/resourcePolicy")
    .filter(({ props }) => props["resourceArn"] === table)
    .flatMap(({ props }) => statementsOf(props["policy"]))
    .filter(({ Effect, Principal }) => Effect === "Deny" && Principal === "*")
    .flatMap(({ Action }) => list(Action));
  return denied.length === 0 ? "allowed" : `denied: ${denied.toSorted().join(" ")}`;
}

function shapeOf(table: TableDefinition, { settings: { recovery } }: Deployment) {
  const copies = table.replicated && recovery ? [recovery.region] : [];
  // Replication needs a stream with both images.
  const stream = copies.length > 0 ? "new-and-old-images" : table.stream;
  return {
    attributes: Object.fromEntries(
      Object.entries(table.attributes).map(([name, type]) => [name, type === "string" ? "S" : "N"]),
    ),
    keys: [table.partitionKey, table.sortKey],
    indexes: Object.fromEntries(
      Object.entries(table.indexes).map(([name, { partitionKey, sortKey, projection }]) => [
        name,
        {
          keys: [partitionKey, sortKey],
          projection: projection === "all" ? "ALL" : projection === "keys" ? "KEYS_ONLY" : "INCLUDE",
          includes: typeof projection === "string" ? [] : projection,
        },
      ]),
    ),
    timeToLive: table.timeToLive ?? "none",
    stream: stream ? stream.toUpperCase().replaceAll("-", "_") : "none",
    billing: "PAY_PER_REQUEST",
    copies,
    changes: table.appendOnly ? `denied: ${CHANGES}` : "allowed",
  };
}

const bucketNameOf = ({ arn }: GraphResource) => arn.split(":").at(-1);

function lockOf(deployment: Deployment, bucket: GraphResource): string {
  const rules = deployment
    .of("s3/bucketObjectLockConfiguration")
    .filter(({ props }) => props["bucket"] === bucketNameOf(bucket))
    .map(
      ({ props }) => (props["rule"] as { defaultRetention: { mode: string; days: number } }).defaultRetention,
    );
  if (bucket.props["objectLockEnabled"] !== true) return "none";
  return rules.map(({ mode, days }) => `${mode} ${days}`).join() || "without a rule";
}

interface Replication {
  status: string;
  filter: { prefix: string };
  destination: { bucket: string };
}

/** The target of a bucket's replication. */
function copyOf(deployment: Deployment, bucket: GraphResource): string {
  const destinations = deployment
    .of("s3/bucketReplicationConfig")
    .filter(({ props }) => props["bucket"] === bucketNameOf(bucket))
    .flatMap(({ props }) => props["rules"] as Replication[])
    .filter(({ status }) => status === "Enabled")
    .map(({ destination, filter }) => `${filter.prefix}* to ${deployment.nameOf(destination.bucket)}`);
  return destinations.join() || "none";
}

const servedTo = (deployment: Deployment, bucket: GraphResource): string =>
  deployment
    .of("s3/bucketPolicy")
    .filter(({ props }) => props["bucket"] === bucketNameOf(bucket))
    .flatMap(({ props }) => statementsOf(props["policy"]))
    .filter(({ Effect }) => Effect === "Allow")
    .map(({ Principal, Action }) => `${JSON.stringify(list(Action))} to ${JSON.stringify(Principal)}`)
    .join();

const FROM_CLOUDFRONT = /^\["s3:GetObject"\] to \{"Service":\[?"cloudfront\.amazonaws\.com"\]?\}$/;

export const buckets: Check = {
  rule: "the stage has the blueprint's buckets, with their locks, copies and served paths",
  problems(deployment) {
    const { recovery, keepsData, region } = deployment.settings;
    const wanted = new Map<string, unknown>();
    for (const { name, lockedDays, replicated, servedAt, copiedPrefix = "" } of blueprint.buckets) {
      const lock =
        lockedDays === undefined ? "none" : keepsData ? `COMPLIANCE ${lockedDays}` : "GOVERNANCE 1";
      const shape = { lock, served: servedAt !== undefined };
      const copied = replicated && recovery;
      wanted.set(name, { ...shape, region, copy: copied ? `${copiedPrefix}* to ${name}Copy` : "none" });
      if (copied) wanted.set(`${name}Copy`, { ...shape, region: recovery.region, copy: "none" });
    }
    const found = new Map(
      deployment.of("s3/bucket").map((bucket) => {
        const served = servedTo(deployment, bucket);
        return [
          nameOf(bucket),
          {
            lock: lockOf(deployment, bucket),
            served: served === "" ? false : FROM_CLOUDFRONT.test(served) || served,
            region: bucket.props["region"] ?? region,
            copy: copyOf(deployment, bucket),
          },
        ];
      }),
    );
    return compare("bucket", wanted, found);
  },
};

/** Keys of the platform itself, which the blueprint does not list. */
const ownKeys = ({ settings, graph }: Deployment): KeyDefinition[] => [
  { kind: "key", name: "Messaging", spec: "SYMMETRIC_DEFAULT" },
  ...(settings.recovery && !graph.dev
    ? [{ kind: "key", name: "CatalogDatabaseRecoveryKey", spec: "SYMMETRIC_DEFAULT" } as const]
    : []),
];

const USAGES: Record<KeyDefinition["spec"], string> = {
  HMAC_256: "GENERATE_VERIFY_MAC",
  SYMMETRIC_DEFAULT: "ENCRYPT_DECRYPT",
  ECC_NIST_P256: "SIGN_VERIFY",
};

export const keys: Check = {
  rule: "every key has the blueprint's kind, an alias, a deletion window of 30 days, and rotation where KMS can",
  problems(deployment) {
    const wanted = new Map(
      [...blueprint.keys, ...ownKeys(deployment)].map(({ name, spec, inHsm }) => [
        name,
        {
          spec,
          usage: USAGES[spec],
          rotation: spec === "SYMMETRIC_DEFAULT" && !(inHsm && deployment.settings.hsm),
          deletionDays: KEY_DELETION_DAYS,
          alias: true,
        },
      ]),
    );
    const aliased = new Set(deployment.of("kms/alias").map(({ props }) => props["targetKeyId"]));
    const found = new Map(
      deployment.of("kms/key").map(({ name, props }) => [
        name,
        {
          spec: props["customerMasterKeySpec"] ?? "SYMMETRIC_DEFAULT",
          usage: props["keyUsage"] ?? "ENCRYPT_DECRYPT",
          rotation: props["enableKeyRotation"],
          deletionDays: props["deletionWindowInDays"],
          alias: aliased.has(name),
        },
      ]),
    );
    return compare("key", wanted, found);
  },
};

export const userPools: Check = {
  rule: "the user pool has the blueprint's password rule, groups, token lifetimes, second factor and trigger",
  problems(deployment) {
    const wanted = new Map(blueprint.userPools.map((pool) => [pool.name, poolShape(pool)]));
    const found = new Map(
      deployment.of("cognito/userPool").map((resource) => {
        const password = resource.props["passwordPolicy"] as { minimumLength: number } | undefined;
        const id = resource.arn.split("/").at(-1);
        const client = deployment
          .of("cognito/userPoolClient")
          .find(({ props }) => props["userPoolId"] === id)?.props;
        return [
          nameOf(resource),
          {
            signIn: resource.props["usernameAttributes"],
            minimumLength: password?.minimumLength,
            groups: deployment
              .of("cognito/userGroup")
              .filter(({ props }) => props["userPoolId"] === id)
              .map(({ props }) => String(props["name"]))
              .toSorted(),
            access: client?.["accessTokenValidity"],
            refresh: client?.["refreshTokenValidity"],
            units: client?.["tokenValidityUnits"],
            verifiesFirst: resource.props["userAttributeUpdateSettings"],
            mfa: resource.props["mfaConfiguration"],
            totp: resource.props["softwareTokenMfaConfiguration"],
            serverAttributes: (resource.props["schemas"] as { name: string }[] | undefined)?.map(
              ({ name }) => name,
            ),
            writable: client?.["writeAttributes"],
            rotation: client?.["refreshTokenRotation"],
            trigger: triggerOf(deployment, resource),
          },
        ];
      }),
    );
    return compare("user pool", wanted, found);
  },
};

function poolShape(pool: UserPoolDefinition) {
  return {
    signIn: ["email"],
    minimumLength: pool.minimumPasswordLength,
    groups: pool.groups.toSorted(),
    access: pool.accessTokenMinutes,
    refresh: pool.refreshTokenDays,
    units: { accessToken: "minutes", idToken: "minutes", refreshToken: "days" },
    verifiesFirst: { attributesRequireVerificationBeforeUpdates: ["email"] },
    mfa: "OPTIONAL",
    totp: { enabled: true },
    serverAttributes: [...pool.serverAttributes],
    writable: ["email", "name"],
    rotation: { feature: "ENABLED", retryGracePeriodSeconds: pool.refreshGraceSeconds },
    trigger: `V2_0 ${pool.preToken.name}, which the pool may call`,
  };
}

/** Describes the pool's trigger and the pool's permission to call it. */
function triggerOf(deployment: Deployment, pool: GraphResource): string {
  const config = (
    pool.props["lambdaConfig"] as { preTokenGenerationConfig?: Record<string, string> } | undefined
  )?.preTokenGenerationConfig;
  const fn = deployment.of("lambda/function").find(({ arn }) => arn === config?.["lambdaArn"]);
  const allowed = deployment
    .of("lambda/permission")
    .some(
      ({ props }) =>
        props["principal"] === "cognito-idp.amazonaws.com" &&
        props["sourceArn"] === pool.arn &&
        props["function"] === fn?.arn,
    );
  return `${config?.["lambdaVersion"]} ${fn && nameOf(fn)}, which the pool may ${allowed ? "" : "not "}call`;
}

export const emailSenders: Check = {
  rule: "the sender's address is an identity of SES",
  problems: (deployment) =>
    compare(
      "sender",
      new Map(blueprint.emailSenders.map(({ name, from }) => [name, from])),
      new Map(deployment.of("sesv2/emailIdentity").map(({ name, props }) => [name, props["emailIdentity"]])),
    ),
};

export const storageChecks = [tables, buckets, keys, userPools, emailSenders];
