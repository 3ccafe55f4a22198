import { createHash } from "node:crypto";

type Inputs = Record<string, unknown>;

export const REGION = "us-east-1";
export const ACCOUNT = "000000000000";

/**
 * ARNs in the services' own format, by resource type. Other types get
 * `arn:aws:<service>:<resource>`.
 */
const ARNS: Readonly<Record<string, (name: string, region: string) => string>> = {
  "aws:apigateway/restApi:RestApi": (name) => `arn:aws:apigateway:${REGION}::/restapis/${name}`,
  "aws:apigateway/stage:Stage": (name) => `arn:aws:apigateway:${REGION}::/restapis/api/stages/${name}`,
  "aws:cloudwatch/eventArchive:EventArchive": (name) => regional("events", `archive/${name}`),
  "aws:cloudwatch/eventBus:EventBus": (name) => regional("events", `event-bus/${name}`),
  "aws:cloudwatch/eventRule:EventRule": (name) => regional("events", `rule/${name}`),
  "aws:cloudwatch/metricAlarm:MetricAlarm": (name) => regional("cloudwatch", `alarm:${name}`),
  "aws:cognito/userPool:UserPool": (name) => regional("cognito-idp", `userpool/${REGION}_${name}`),
  "aws:dynamodb/table:Table": (name) => regional("dynamodb", `table/${name}`),
  "aws:iam/policy:Policy": (name) => `arn:aws:iam::${ACCOUNT}:policy/${name}`,
  "aws:cloudwatch/logGroup:LogGroup": (name, region) => regional("logs", `log-group:${name}`, region),
  "aws:cloudfront/distribution:Distribution": (name) => `arn:aws:cloudfront::${ACCOUNT}:distribution/${name}`,
  "aws:iam/role:Role": (name) => `arn:aws:iam::${ACCOUNT}:role/${name}`,
  "aws:kms/key:Key": (name, region) => regional("kms", `key/${name}`, region),
  "aws:lambda/function:Function": (name) => regional("lambda", `function:${name}`),
  "aws:pipes/pipe:Pipe": (name) => regional("pipes", `pipe/${name}`),
  "aws:s3/bucket:Bucket": (name) => `arn:aws:s3:::${name}`,
  "aws:sesv2/emailIdentity:EmailIdentity": (name) => regional("ses", `identity/${name}`),
  "aws:sfn/stateMachine:StateMachine": (name) => regional("states", `stateMachine:${name}`),
  "aws:sns/topic:Topic": (name) => regional("sns", name),
  "aws:sqs/queue:Queue": (name) => regional("sqs", name),
  "aws:wafv2/webAcl:WebAcl": (name) => regional("wafv2", `regional/webacl/${name}/id`),
};

function regional(service: string, resource: string, region = REGION): string {
  return `arn:aws:${service}:${region}:${ACCOUNT}:${resource}`;
}

/** Properties that may hold a resource's name, in order of preference. */
const NAMES = ["name", "stageName", "emailIdentity", "bucket"];

/** Adds the properties that AWS returns for a new resource and that other resources read. */
export function createdState(
  type: string,
  logicalName: string,
  inputs: Inputs,
): { id: string; state: Inputs } {
  const given = NAMES.map((property) => inputs[property]).find((value) => typeof value === "string");
  const name = given ?? logicalName;
  const form = ARNS[type];
  const [service = "", resource = ""] = (type.split(":")[1] ?? "").split("/");
  const region = typeof inputs["region"] === "string" ? inputs["region"] : REGION;
  const arn = form ? form(name, region) : regional(service, `${resource}/${name}`, region);
  const more = ADDED[type]?.(name, inputs, arn) ?? {};
  const id = typeof more["id"] === "string" ? more["id"] : `${logicalName}-id`;
  return { id, state: { name, arn, ...inputs, ...more } };
}

const ADDED: Readonly<Record<string, (name: string, inputs: Inputs, arn: string) => Inputs>> = {
  "aws:acm/certificate:Certificate": (name) => ({
    domainValidationOptions: [
      {
        resourceRecordName: `_proof.${name}`,
        resourceRecordType: "CNAME",
        resourceRecordValue: "_proof.acm-validations.aws",
      },
    ],
  }),
  "aws:apigateway/apiKey:ApiKey": (name) => ({ value: `value-of-${name}` }),
  "aws:apigateway/domainName:DomainName": (name) => ({
    regionalDomainName: `${name}.execute-api.example`,
    regionalZoneId: "API-GATEWAY",
  }),
  "aws:cloudfront/distribution:Distribution": (name) => ({
    domainName: `${name}.cloudfront.net`,
    hostedZoneId: "CLOUDFRONT",
  }),
  "aws:cloudhsmv2/cluster:Cluster": (name) => ({ clusterId: `${name}-id` }),
  "aws:apigateway/account:Account": () => ({ cloudwatchRoleArn: "" }),
  "aws:apigateway/restApi:RestApi": (name) => ({
    rootResourceId: "root",
    executionArn: `arn:aws:execute-api:${REGION}:${ACCOUNT}:${name}`,
  }),
  "aws:cognito/userPool:UserPool": (name) => ({
    id: `${REGION}_${name}`,
    endpoint: `cognito-idp.${REGION}.amazonaws.com/${REGION}_${name}`,
  }),
  "aws:dynamodb/table:Table": (_name, inputs, arn) =>
    inputs["streamEnabled"] === true ? { streamArn: `${arn}/stream/2026-01-01T00:00:00.000` } : {},
  "aws:ec2/vpcEndpoint:VpcEndpoint": (name) => ({ prefixListId: `pl-${name}` }),
  "aws:elasticache/replicationGroup:ReplicationGroup": (name) => ({
    clusterEnabled: false,
    primaryEndpointAddress: `${name}.cache.example`,
  }),
  "aws:kms/key:Key": (name) => ({ keyId: name, id: name }),
  "aws:lambda/function:Function": (_name, _inputs, arn) => ({
    invokeArn: `arn:aws:apigateway:${REGION}:lambda:path/2015-03-31/functions/${arn}/invocations`,
    qualifiedArn: `${arn}:1`,
    version: "1",
  }),
  "aws:lambda/alias:Alias": (_name, inputs) => ({
    arn: `arn:aws:lambda:${REGION}:${ACCOUNT}:function:${String(inputs["functionName"])}:${String(inputs["name"])}`,
  }),
  "aws:lambda/functionUrl:FunctionUrl": (name) => ({
    functionUrl: `https://${name.toLowerCase()}.lambda-url.${REGION}.on.aws/`,
  }),
  "aws:opensearch/domain:Domain": (name) => ({ endpoint: `${name}.es.example` }),
  "aws:rds/cluster:Cluster": (name) => ({
    endpoint: `${name}.rds.example`,
    readerEndpoint: `${name}-ro.rds.example`,
    clusterIdentifier: name,
  }),
  "aws:s3/bucket:Bucket": (name, inputs) => ({
    bucket: name,
    id: name,
    bucketDomainName: `${name}.s3.amazonaws.com`,
    bucketRegionalDomainName: `${name}.s3.${typeof inputs["region"] === "string" ? inputs["region"] : REGION}.amazonaws.com`,
  }),
  "aws:sqs/queue:Queue": (name) => ({ url: queueUrl(name), id: queueUrl(name) }),
  "random:index/randomBytes:RandomBytes": (name) => ({
    base64: createHash("sha256").update(name).digest("base64"),
  }),
  "random:index/randomPassword:RandomPassword": (name) => ({ result: `${name}-password` }),
  "random:index/randomId:RandomId": () => ({ hex: "0011223344556677", dec: "1234567890123456" }),
};

export const queueUrl = (name: string) => `https://sqs.${REGION}.amazonaws.com/${ACCOUNT}/${name}`;

const DAY_MS = 24 * 60 * 60 * 1000;
const daysAgo = (days: number) => Date.now() - days * DAY_MS;

/** Builds of the site that the stage released before. */
export const EARLIER_BUILDS = [
  { id: "before", styleHashes: ["sha256-before"], releasedAt: daysAgo(40) },
  { id: "last-season", styleHashes: ["sha256-last-season"], releasedAt: daysAgo(90) },
];

/** Answers a data source of SST or the stacks. @throws for an unknown data source */
export function answerCall(token: string, inputs: Inputs): Inputs {
  switch (token) {
    case "aws:index/getRegion:getRegion":
      return { id: REGION, name: REGION, region: REGION };
    case "aws:index/getPartition:getPartition":
      return { id: "aws", partition: "aws", dnsSuffix: "amazonaws.com" };
    case "aws:index/getCallerIdentity:getCallerIdentity":
      return { id: ACCOUNT, accountId: ACCOUNT, arn: `arn:aws:iam::${ACCOUNT}:root` };
    case "aws:index/getAvailabilityZones:getAvailabilityZones":
      return { id: REGION, names: ["a", "b", "c"].map((zone) => REGION + zone) };
    case "aws:iam/getPolicyDocument:getPolicyDocument":
      return { ...inputs, id: "policy", json: policyDocument(inputs) };
    case "aws:s3/getObjects:getObjects":
      return { ...inputs, keys: EARLIER_BUILDS.map(({ id }) => `builds/${id}.json`) };
    case "aws:s3/getObject:getObject": {
      const build = EARLIER_BUILDS.find(({ id }) => inputs["key"] === `builds/${id}.json`);
      return { ...inputs, body: JSON.stringify(build), lastModified: "" };
    }
    case "aws:route53/getZone:getZone":
      return { ...inputs, zoneId: "ZONE" };
    default:
      throw new Error(`The mock engine has no answer for the data source ${token}.`);
  }
}

interface StatementInput {
  sid?: string;
  effect?: string;
  actions?: string[];
  resources?: string[];
  principals?: { type: string; identifiers: string[] }[];
  conditions?: { test: string; variable: string; values: string[] }[];
}

/** Renders the statements as IAM's JSON, so that checks can read them. */
function policyDocument(inputs: Inputs): string {
  const statements = (inputs["statements"] ?? []) as StatementInput[];
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: statements.map((from) => ({
      ...(from.sid && { Sid: from.sid }),
      Effect: from.effect ?? "Allow",
      ...(from.principals && { Principal: principals(from.principals) }),
      Action: from.actions,
      Resource: from.resources,
      ...(from.conditions?.length && { Condition: conditions(from.conditions) }),
    })),
  });
}

function principals(from: NonNullable<StatementInput["principals"]>): unknown {
  if (from.some(({ type }) => type === "*")) return "*";
  return Object.fromEntries(from.map(({ type, identifiers }) => [type, identifiers]));
}

function conditions(from: NonNullable<StatementInput["conditions"]>): unknown {
  const byTest: Record<string, Record<string, string[]>> = {};
  for (const { test, variable, values } of from) (byTest[test] ??= {})[variable] = values;
  return byTest;
}
