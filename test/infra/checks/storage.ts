/** Tables, buckets, keys, user pools and senders of a stage against the blueprint's. */
import { blueprint } from "@tradewind/blueprint";
import type { TableDefinition, UserPoolDefinition } from "@tradewind/blueprint/define";
import { KEY_DELETION_DAYS } from "@tradewind/blueprint/limits";
import { type Check, compare, nameOf } from "./deployment.ts";

interface TableIndex {
  name: string;
  hashKey: string;
  rangeKey?: string;
  projectionType: string;
  nonKeyAttributes?: string[];
}

export const tables: Check = {
  rule: "every table has the blueprint's keys, indexes, stream and time to live",
  problems(deployment) {
    const wanted = new Map(blueprint.tables.map((table) => [table.name, shapeOf(table)]));
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
          },
        ];
      }),
    );
    return compare("table", wanted, found);
  },
};

function shapeOf(table: TableDefinition) {
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
    stream: table.stream ? table.stream.toUpperCase().replaceAll("-", "_") : "none",
    billing: "PAY_PER_REQUEST",
  };
}

const named = (names: readonly { name: string }[]) => new Map(names.map(({ name }) => [name, "present"]));

export const buckets: Check = {
  rule: "every bucket is there",
  problems: (deployment) =>
    compare(
      "bucket",
      named(blueprint.buckets),
      named(deployment.of("s3/bucket").map((bucket) => ({ name: nameOf(bucket) }))),
    ),
};

/** Keys that the platform itself needs, besides the blueprint's. */
const OWN_KEYS = [{ name: "Messaging", spec: "SYMMETRIC_DEFAULT" as const }];

export const keys: Check = {
  rule: "every key has the blueprint's kind, an alias, 30 days to be had back, and rotation where KMS can",
  problems(deployment) {
    const wanted = new Map(
      [...blueprint.keys, ...OWN_KEYS].map(({ name, spec }) => [
        name,
        {
          spec,
          usage: spec === "HMAC_256" ? "GENERATE_VERIFY_MAC" : "ENCRYPT_DECRYPT",
          rotation: spec === "SYMMETRIC_DEFAULT",
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
  rule: "the user pool has the blueprint's password rule, groups and token lifetimes",
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
  };
}

export const emailSenders: Check = {
  rule: "the address that mail comes from is an identity of SES",
  problems: (deployment) =>
    compare(
      "sender",
      new Map(blueprint.emailSenders.map(({ name, from }) => [name, from])),
      new Map(deployment.of("sesv2/emailIdentity").map(({ name, props }) => [name, props["emailIdentity"]])),
    ),
};

export const storageChecks = [tables, buckets, keys, userPools, emailSenders];
