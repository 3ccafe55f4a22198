import { AwsError } from "../kernel/wire.ts";

export type Input = Record<string, unknown>;

/** AWS's message for one violated constraint. */
export function constraintViolated(
  member: string,
  value: string | number | null,
  constraint: string,
): AwsError {
  const shown = value === null ? "null" : `'${value}'`;
  return new AwsError(
    "ValidationException",
    `1 validation error detected: Value ${shown} at '${member}' failed to satisfy constraint: ${constraint}`,
  );
}

export function requiredString(input: Input, member: string): string {
  const value = optionalString(input, member);
  if (value === undefined) throw constraintViolated(member, null, "Member must not be null");
  if (value === "") {
    throw constraintViolated(member, value, "Member must have length greater than or equal to 1");
  }
  return value;
}

export function optionalString(input: Input, member: string): string | undefined {
  const value = input[member];
  if (value === undefined || value === null) return undefined;
  if (typeof value === "string") return value;
  throw new AwsError("SerializationException", `${member} must be a string`);
}

export function optionalBoolean(input: Input, member: string): boolean | undefined {
  const value = input[member];
  if (value === undefined || value === null) return undefined;
  if (typeof value === "boolean") return value;
  throw new AwsError("SerializationException", `${member} must be a boolean`);
}

export function optionalObject(input: Input, member: string): object | undefined {
  const value = input[member];
  if (value === undefined || value === null) return undefined;
  if (typeof value === "object" && !Array.isArray(value)) return value;
  throw new AwsError("SerializationException", `${member} must be an object`);
}

/** An ARN of this service whose resource has the given type. */
export function requiredArn(input: Input, member: string, type: string): string {
  const arn = requiredString(input, member);
  const [prefix, , service, , , actual, name] = arn.split(":");
  if (prefix !== "arn" || service !== "states" || !name) throw invalidArn(arn);
  if (actual !== type) throw invalidArn(`Resource type not valid in this context: ${actual}`);
  return arn;
}

function invalidArn(reason: string): AwsError {
  return new AwsError("InvalidArn", `Invalid Arn: '${reason}'`);
}

/**
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListExecutions.html: up to
 * 1,000, by default 100.
 */
export function pageSize(input: Input): number {
  const value = input["maxResults"];
  if (value === undefined || value === null || value === 0) return 100;
  if (typeof value !== "number" || !Number.isInteger(value)) {
    throw new AwsError("SerializationException", "maxResults must be an integer");
  }
  if (value < 0) {
    throw constraintViolated("maxResults", value, "Member must have value greater than or equal to 0");
  }
  if (value > 1000) {
    throw constraintViolated("maxResults", value, "Member must have value less than or equal to 1000");
  }
  return value;
}

/** A page's token holds the key of the first element of the next page. */
export function encodeToken(key: string): string {
  return Buffer.from(JSON.stringify(key)).toString("base64url");
}

/** @throws AwsError InvalidToken */
export function decodeToken(input: Input): string | undefined {
  const token = optionalString(input, "nextToken");
  if (token === undefined) return undefined;
  try {
    const key: unknown = JSON.parse(Buffer.from(token, "base64url").toString("utf8"));
    if (typeof key === "string") return key;
  } catch {
    // Falls through to the error below.
  }
  throw new AwsError("InvalidToken", `Invalid Token: '${token}'`);
}
