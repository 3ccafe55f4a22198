import { crc32 } from "node:zlib";
import type { Units } from "../kernel/meter.ts";
import { AwsError, type Service, type WireRequest, type WireResponse } from "../kernel/wire.ts";
import { serialization } from "./errors.ts";
import { checkConstraints } from "./input/constraints.ts";
import { checkMembers } from "./input/type-check.ts";
import type { Call, Operation } from "./operation.ts";
import type { Database } from "./state/database.ts";

/** Errors that are not DynamoDB's own come from the framework below it. Their types show that. */
const FRAMEWORK = "com.amazon.coral.service#";
const NAMESPACES: Record<string, string> = {
  SerializationException: FRAMEWORK,
  UnknownOperationException: FRAMEWORK,
  AccessDeniedException: FRAMEWORK,
  ThrottlingException: FRAMEWORK,
  ValidationException: "com.amazon.coral.validate#",
};
const OWN = "com.amazonaws.dynamodb.v20120810#";
const CONTENT_TYPE = "application/x-amz-json-1.0";
const SURROGATE = /\\u[dD][89a-fA-F]/;
const TABLE_ARN = /^arn:aws:dynamodb:[^:]*:[^:]*:table\/([^/]+)$/;

/**
 * A service with DynamoDB's dialect of the AWS JSON protocol: errors of several namespaces, and the
 * checks of types and constraints that AWS makes before the operation runs.
 */
export function wireService(
  database: Database,
  target: string,
  operations: Readonly<Record<string, Operation>>,
): Service {
  const prefix = `${target}.`;
  const nextRequestId = requestIds(database);
  return {
    name: "dynamodb",
    async handle(request) {
      const name = request.headers["x-amz-target"] ?? "";
      const action = name.startsWith(prefix) ? name.slice(prefix.length) : "";
      const operation = Object.hasOwn(operations, action) ? operations[action] : undefined;
      const call: Call = { readUnits: 0, writeUnits: 0, awaitsDurability: false };
      let response: WireResponse;
      try {
        if (!operation) throw new AwsError("UnknownOperationException", "");
        const output = operation.execute(database, checkedInput(request, operation) as never, call);
        response = answer(200, JSON.stringify(output instanceof Promise ? await output : output));
        if (call.awaitsDurability) await database.kernel.store.durable();
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        response = refuse(error);
      }
      response.headers["x-amzn-requestid"] = nextRequestId();
      if (operation) meter(database, action, call, request, response);
      return response;
    },
  };
}

/** 52 characters, as in AWS: random ones that identify the run, then a counter. */
function requestIds(database: Database): () => string {
  const run = database.kernel.random.uuid().replaceAll("-", "").toUpperCase();
  let count = 0;
  return () => {
    count += 1;
    return run + String(count).padStart(20, "0");
  };
}

function checkedInput(request: WireRequest, operation: Operation): Record<string, unknown> {
  const input = parse(request);
  checkMembers(input, operation.shape);
  resolveTableArn(input);
  checkConstraints(input, operation.shape);
  return input;
}

function parse({ body }: WireRequest): Record<string, unknown> {
  const text = body.toString("utf8");
  let parsed: unknown;
  try {
    // A lone surrogate has no UTF-8 form, so it cannot be stored as sent.
    parsed = text.includes("\\u") && SURROGATE.test(text) ? JSON.parse(text, wellFormed) : JSON.parse(text);
  } catch {
    throw serialization("");
  }
  if (typeof parsed !== "object" || parsed === null) throw serialization("");
  if (Array.isArray(parsed)) throw serialization("Unexpected field type");
  return parsed as Record<string, unknown>;
}

function wellFormed(_: string, value: unknown): unknown {
  return typeof value === "string" ? value.toWellFormed() : value;
}

/** Requests may name a table by its ARN. */
function resolveTableArn(input: Record<string, unknown>): void {
  const name = input["TableName"];
  if (typeof name !== "string" || !name.startsWith("arn:")) return;
  const match = TABLE_ARN.exec(name);
  if (match) input["TableName"] = match[1];
}

function answer(status: number, body: string): WireResponse {
  return {
    status,
    headers: {
      connection: "keep-alive",
      "content-type": CONTENT_TYPE,
      "x-amz-crc32": String(crc32(body)),
    },
    body,
  };
}

function refuse(error: AwsError): WireResponse {
  const type = `${NAMESPACES[error.code] ?? OWN}${error.code}`;
  // Some of the framework's errors spell this member with a capital letter.
  const text =
    error.code === "SerializationException" || error.code === "AccessDeniedException"
      ? { Message: error.message }
      : { message: error.message };
  const message =
    error.message === ""
      ? {}
      : error.code === "TransactionCanceledException"
        ? { Message: error.message, ...text }
        : text;
  return answer(error.status, JSON.stringify({ __type: type, ...message, ...error.details }));
}

function meter(
  database: Database,
  action: string,
  call: Call,
  request: WireRequest,
  { body }: WireResponse,
): void {
  const units: Units = {};
  if (call.readUnits > 0) units.readUnits = call.readUnits;
  if (call.writeUnits > 0) units.writeUnits = call.writeUnits;
  // "Each GetRecords API call is billed as a streams read request unit":
  // https://aws.amazon.com/dynamodb/pricing/on-demand/
  if (action === "GetRecords") units.requests = 1;
  database.kernel.meter.record("dynamodb", action, units, {
    request: request.body.length,
    response: Buffer.byteLength(body),
  });
}
