/** Rules of least privilege, encryption and exposure that hold for any blueprint. */
import type { GraphResource } from "../harness/graph.ts";
import {
  allowedBy,
  type Check,
  type Deployment,
  list,
  nameOf,
  type Statement,
  statementsOf,
} from "./deployment.ts";

/** Actions for which AWS allows no resource, and the reason for each. */
const NO_RESOURCE: Readonly<Record<string, string>> = {
  "xray:PutTraceSegments": "X-Ray has no resource for traces",
  "xray:PutTelemetryRecords": "X-Ray has no resource for traces",
  "xray:GetSamplingRules": "X-Ray has no resource for sampling",
  "xray:GetSamplingTargets": "X-Ray has no resource for sampling",
  "logs:CreateLogDelivery": "Step Functions sets its log delivery up; the actions have no resources",
  "logs:GetLogDelivery": "as CreateLogDelivery",
  "logs:UpdateLogDelivery": "as CreateLogDelivery",
  "logs:DeleteLogDelivery": "as CreateLogDelivery",
  "logs:ListLogDeliveries": "as CreateLogDelivery",
  "logs:PutResourcePolicy": "as CreateLogDelivery",
  "logs:DescribeResourcePolicies": "as CreateLogDelivery",
  "logs:DescribeLogGroups": "as CreateLogDelivery",
  "ec2:CreateNetworkInterface":
    "Lambda gives a function an address in its network; AWS takes no resource for it",
  "ec2:DescribeNetworkInterfaces": "as CreateNetworkInterface",
  "ec2:DescribeSubnets": "as CreateNetworkInterface",
  "ec2:DeleteNetworkInterface": "as CreateNetworkInterface",
  "ec2:AssignPrivateIpAddresses": "as CreateNetworkInterface",
  "ec2:UnassignPrivateIpAddresses": "as CreateNetworkInterface",
};

/** ARNs whose wildcard stays within one resource. */
const WITHIN_ONE_RESOURCE = [
  /:log-group:[^*]+:\*$/, // the streams of one log group
  /:execution:[^*:]+:\*$/, // the executions of one state machine
  /^arn:aws:s3:::[^*]+\/\*$/, // the objects of one bucket
];

/** AWS's managed policies that SST attaches, and the reason for each. */
const MANAGED: Readonly<Record<string, string>> = {
  APIGatewayPushToCloudWatchLogsRole: "AmazonAPIGatewayPushToCloudWatchLogs",
};

/** Actions of SST's bridge under `sst dev`, only on developers' stages. */
const DEV_BRIDGE = new Set(["appsync:*", "s3:*"]);

export const wildcards: Check = {
  rule: "no role allows a wildcard action, or a wildcard resource without a reason",
  problems: (deployment) =>
    deployment.of("iam/role").flatMap((role) =>
      allowedBy(role).flatMap(({ Action, Resource }) =>
        list(Action)
          .filter((action) => !(deployment.graph.dev && DEV_BRIDGE.has(action)))
          .flatMap((action) => [
            ...(action.includes("*") ? [`The role ${role.name} allows ${action}.`] : []),
            ...list(Resource)
              .filter((resource) => tooWide(action, resource))
              .map((resource) => `The role ${role.name} allows ${action} on ${resource}.`),
          ]),
      ),
    ),
};

function tooWide(action: string, resource: string): boolean {
  if (!resource.includes("*")) return false;
  if (resource === "*") return !Object.hasOwn(NO_RESOURCE, action);
  return !WITHIN_ONE_RESOURCE.some((pattern) => pattern.test(resource));
}

export const managedPolicies: Check = {
  rule: "no role has a managed policy without a reason",
  problems: (deployment) =>
    deployment
      .of("iam/role")
      .flatMap(({ name, props }) =>
        ((props["managedPolicyArns"] ?? []) as string[])
          .filter((arn) => arn.split("/").at(-1) !== MANAGED[name])
          .map((arn) => `The role ${name} has the managed policy ${arn}.`),
      ),
};

export const trust: Check = {
  rule: "only AWS services assume roles, and services that act for others only for this account",
  problems: (deployment) =>
    deployment.of("iam/role").flatMap((role) =>
      statementsOf(role.props["assumeRolePolicy"]).flatMap(({ Principal, Condition }) => {
        const { Service, AWS } = (Principal ?? {}) as { Service?: string | string[]; AWS?: unknown };
        const problems: string[] = [];
        if (AWS !== undefined && !deployment.graph.dev)
          problems.push(`The role ${role.name} can be assumed by ${JSON.stringify(AWS)}.`);
        // Lambda and API Gateway assume only roles of the account's own resources.
        const deputies = list(Service).filter((service) => !/^((edge)?lambda|apigateway)\./.test(service));
        if (deputies.length > 0 && !Condition?.["StringEquals"]?.["aws:SourceAccount"])
          problems.push(`The role ${role.name} trusts ${deputies.join(", ")} for any account.`);
        return problems;
      }),
    ),
};

const RESOURCE_POLICIES: Readonly<Record<string, string>> = {
  "sqs/queuePolicy": "policy",
  "sns/topicPolicy": "policy",
  "s3/bucketPolicy": "policy",
  "kms/key": "policy",
  "dynamodb/resourcePolicy": "policy",
  "opensearch/domainPolicy": "accessPolicies",
};

function resourcePolicies(deployment: Deployment): { owner: GraphResource; statement: Statement }[] {
  return Object.entries(RESOURCE_POLICIES).flatMap(([type, property]) =>
    deployment
      .of(type)
      .flatMap((owner) => statementsOf(owner.props[property]).map((statement) => ({ owner, statement }))),
  );
}

export const openPolicies: Check = {
  rule: "no resource policy allows anybody, or a service without the account or resource that it acts for",
  problems: (deployment) =>
    resourcePolicies(deployment).flatMap(({ owner, statement: { Effect, Principal, Condition } }) => {
      if (Effect !== "Allow") return [];
      const { Service, AWS } = (Principal ?? {}) as { Service?: string; AWS?: string };
      if (Principal === "*" || AWS === "*") return [`${owner.name} is open to anybody.`];
      const bound =
        Condition?.["ArnEquals"]?.["aws:SourceArn"] ?? Condition?.["StringEquals"]?.["aws:SourceAccount"];
      return Service && !bound ? [`${owner.name} lets ${Service} act for any account.`] : [];
    }),
};

export const publicBuckets: Check = {
  rule: "no bucket can be made public",
  problems: (deployment) =>
    deployment.of("s3/bucket").flatMap((bucket) => {
      const block = deployment
        .of("s3/bucketPublicAccessBlock")
        .find(
          ({ props }) =>
            props["bucket"] === bucket.props["bucket"] || props["bucket"] === bucket.arn.split(":").at(-1),
        );
      const missing = [
        "blockPublicAcls",
        "blockPublicPolicy",
        "ignorePublicAcls",
        "restrictPublicBuckets",
      ].filter((setting) => block?.props[setting] !== true);
      return missing.map((setting) => `The bucket ${nameOf(bucket)} lacks ${setting}.`);
    }),
};

export const encryptionAtRest: Check = {
  rule: "every resource that stores data encrypts it",
  problems(deployment) {
    const bare = (type: string, encrypted: (resource: GraphResource) => boolean) =>
      deployment
        .of(type)
        .filter((resource) => !encrypted(resource))
        .map((resource) => `${nameOf(resource)} (${type}) is not encrypted at rest.`);
    const encryptedBuckets = new Set(
      deployment.of("s3/bucketServerSideEncryptionConfiguration").map(({ props }) => props["bucket"]),
    );
    return [
      ...bare("dynamodb/table", ({ props }) => isEnabled(props["serverSideEncryption"])),
      ...bare("sqs/queue", ({ props }) => props["sqsManagedSseEnabled"] === true),
      ...bare("sns/topic", ({ props }) => deployment.byArn(props["kmsMasterKeyId"]) !== undefined),
      ...bare("rds/cluster", ({ props }) => props["storageEncrypted"] === true),
      ...bare("elasticache/replicationGroup", ({ props }) => props["atRestEncryptionEnabled"] === true),
      ...bare("opensearch/domain", ({ props }) => isEnabled(props["encryptAtRest"])),
      ...bare("s3/bucket", ({ arn }) => encryptedBuckets.has(arn.split(":").at(-1))),
      ...bare("apigateway/methodSettings", ({ props }) => {
        const settings = props["settings"] as Record<string, unknown>;
        return settings["cachingEnabled"] !== true || settings["cacheDataEncrypted"] === true;
      }),
    ];
  },
};

const isEnabled = (setting: unknown) => (setting as { enabled?: boolean } | undefined)?.enabled === true;

export const encryptionInTransit: Check = {
  rule: "every queue, bucket and topic of the shop refuses requests without TLS",
  problems(deployment) {
    const refusing = new Set(
      resourcePolicies(deployment)
        .filter(
          ({ statement: { Effect, Condition } }) =>
            Effect === "Deny" && String(Condition?.["Bool"]?.["aws:SecureTransport"]) === "false",
        )
        .flatMap(({ statement: { Resource } }) => list(Resource)),
    );
    return ["sqs/queue", "s3/bucket", "sns/topic"].flatMap((type) =>
      deployment
        .of(type)
        .filter(({ arn }) => !refusing.has(arn))
        .map((resource) => `${nameOf(resource)} (${type}) takes requests without TLS.`),
    );
  },
};

export const encryptedConnections: Check = {
  rule: "database, cache and search accept only TLS",
  problems(deployment) {
    const open = (type: string, closed: (props: Record<string, unknown>) => boolean) =>
      deployment
        .of(type)
        .filter(({ props }) => !closed(props))
        .map((resource) => `${nameOf(resource)} (${type}) takes connections without TLS.`);
    const forced = (parameters: unknown) =>
      ((parameters ?? []) as { name: string; value: string }[]).some(
        ({ name, value }) => name === "rds.force_ssl" && value === "1",
      );
    return [
      ...open("rds/clusterParameterGroup", ({ parameters }) => forced(parameters)),
      ...open("rds/proxy", ({ requireTls }) => requireTls === true),
      ...open(
        "elasticache/replicationGroup",
        ({ transitEncryptionEnabled, transitEncryptionMode, authToken }) =>
          transitEncryptionEnabled === true && transitEncryptionMode === "required" && Boolean(authToken),
      ),
      ...open(
        "opensearch/domain",
        ({ domainEndpointOptions, nodeToNodeEncryption }) =>
          (domainEndpointOptions as { enforceHttps?: boolean } | undefined)?.enforceHttps === true &&
          isEnabled(nodeToNodeEncryption),
      ),
    ];
  },
};

export const cognitoClients: Check = {
  rule: "clients of the user pool have no implicit flow, do not reveal who has an account, and can revoke tokens",
  problems: (deployment) =>
    deployment
      .of("cognito/userPoolClient")
      .flatMap(({ name, props }) => [
        ...(list(props["allowedOauthFlows"] as string[]).includes("implicit")
          ? [`The client ${name} allows the implicit flow.`]
          : []),
        ...(props["preventUserExistenceErrors"] === "ENABLED"
          ? []
          : [`The client ${name} reveals who has an account.`]),
        ...(props["enableTokenRevocation"] === true ? [] : [`The client ${name} cannot revoke tokens.`]),
      ]),
};

export const securityChecks = [
  wildcards,
  managedPolicies,
  trust,
  openPolicies,
  publicBuckets,
  encryptionAtRest,
  encryptionInTransit,
  encryptedConnections,
  cognitoClients,
];
