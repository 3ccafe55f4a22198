import * as cognito from "@aws-sdk/client-cognito-identity-provider";
import * as dynamodb from "@aws-sdk/client-dynamodb";
import * as streams from "@aws-sdk/client-dynamodb-streams";
import * as events from "@aws-sdk/client-eventbridge";
import * as kms from "@aws-sdk/client-kms";
import * as pipes from "@aws-sdk/client-pipes";
import * as s3 from "@aws-sdk/client-s3";
import * as scheduler from "@aws-sdk/client-scheduler";
import * as ses from "@aws-sdk/client-sesv2";
import * as states from "@aws-sdk/client-sfn";
import * as sns from "@aws-sdk/client-sns";
import * as sqs from "@aws-sdk/client-sqs";

/** The shape of a request's member, as far as the fuzzer needs it. */
export type Shape =
  | { kind: "string" | "number" | "boolean" | "blob" | "document" }
  | { kind: "list"; of: () => Shape }
  | { kind: "map"; of: () => Shape }
  | { kind: "structure"; members: ReadonlyMap<string, () => Shape> };

export interface AwsOperation {
  service: string;
  name: string;
  /** JSON services: the header that names the operation. */
  target: string | undefined;
  /** REST services: the method, and the path with its labels and fixed query. */
  http: { method: string; path: string } | undefined;
  input: Shape;
}

const SERVICES: readonly { service: string; client: object; target?: string }[] = [
  { service: "dynamodb", client: dynamodb, target: "DynamoDB_20120810" },
  { service: "dynamodb", client: streams, target: "DynamoDBStreams_20120810" },
  { service: "sqs", client: sqs, target: "AmazonSQS" },
  { service: "states", client: states, target: "AWSStepFunctions" },
  { service: "events", client: events, target: "AWSEvents" },
  { service: "kms", client: kms, target: "TrentService" },
  { service: "cognito-idp", client: cognito, target: "AWSCognitoIdentityProviderService" },
  { service: "ses", client: ses },
  { service: "pipes", client: pipes },
  { service: "scheduler", client: scheduler },
  { service: "sns", client: sns },
  { service: "s3", client: s3 },
];

/**
 * All AWS operations of these services, read from the SDK's models: more than the local cloud
 * supports.
 */
export const OPERATIONS: readonly AwsOperation[] = SERVICES.flatMap(({ service, client, target }) =>
  Object.values(client)
    .filter(isOperation)
    .map(([, , name, traits, input]) => ({
      service,
      name,
      target: target && `${target}.${name}`,
      http: httpOf(traits),
      input: shapeOf(input),
    })),
);

/**
 * Schemas in the SDK's form: numbers for simple types, tuples that begin with their kind for the
 * others, functions for references.
 */
type Schema = unknown;
type OperationSchema = [kind: 9, namespace: string, name: string, traits: unknown, input: Schema];

function isOperation(value: unknown): value is OperationSchema {
  return Array.isArray(value) && value[0] === 9;
}

function httpOf(traits: unknown): AwsOperation["http"] {
  if (typeof traits !== "object" || traits === null || !("http" in traits)) return undefined;
  const [method, path] = traits.http as [string, string];
  return { method, path };
}

const LIST = 64;
const MAP = 128;
const SIMPLE: Record<number, "string" | "number" | "boolean" | "blob" | "document"> = {
  0: "string",
  1: "number",
  2: "boolean",
  4: "number",
  5: "number",
  6: "number",
  7: "number",
  15: "document",
  17: "number",
  19: "number",
  21: "blob",
  42: "blob",
};

function shapeOf(schema: Schema): Shape {
  if (typeof schema === "function") return shapeOf((schema as () => Schema)());
  if (typeof schema === "number") return simple(schema);
  if (!Array.isArray(schema)) return { kind: "structure", members: new Map() };
  // A member with traits of its own is a pair.
  if (typeof schema[1] !== "string") return shapeOf(schema[0]);
  const [kind, , , , first, second] = schema as [number, string, string, unknown, Schema, Schema];
  switch (kind) {
    case 1:
      return { kind: "list", of: () => shapeOf(first) };
    case 2:
      return { kind: "map", of: () => shapeOf(second) };
    case 3:
    case 4: {
      const types = second as Schema[];
      return {
        kind: "structure",
        members: new Map((first as string[]).map((name, index) => [name, () => shapeOf(types[index])])),
      };
    }
    default:
      return shapeOf(first);
  }
}

function simple(schema: number): Shape {
  if (schema >= MAP) return { kind: "map", of: () => simple(schema - MAP) };
  if (schema >= LIST) return { kind: "list", of: () => simple(schema - LIST) };
  return { kind: SIMPLE[schema] ?? "string" };
}
