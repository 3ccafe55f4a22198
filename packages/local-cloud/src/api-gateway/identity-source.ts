import type { IncomingRequest } from "./incoming-request.ts";

/** Reads one part of the caller's identity. Undefined or empty when the request lacks it. */
export type IdentityPart = (request: IncomingRequest) => string | undefined;

/**
 * Compiles `identitySource`. https://docs.aws.amazon.com/apigateway/latest/api/API_Authorizer.html
 */
export function identityParts(
  authorizer: string,
  source: string,
  stageVariables: Readonly<Record<string, string>>,
): IdentityPart[] {
  return source
    .split(",")
    .map((expression) => expression.trim())
    .filter((expression) => expression !== "")
    .map((expression) => part(authorizer, expression, stageVariables));
}

function part(
  authorizer: string,
  expression: string,
  stageVariables: Readonly<Record<string, string>>,
): IdentityPart {
  const [, kind, name = ""] =
    /^(method\.request\.header|method\.request\.querystring|stageVariables|context)\.(.+)$/.exec(
      expression,
    ) ?? [];
  const lower = name.toLowerCase();
  switch (kind) {
    case "method.request.header":
      return (request) => request.header(lower);
    case "method.request.querystring":
      return (request) => request.query.single[name];
    case "stageVariables":
      return () => stageVariables[name];
    default: {
      const member = kind === "context" ? CONTEXT[name] : undefined;
      if (member) return member;
    }
  }
  throw new Error(
    `Authorizer ${authorizer} has an identity source the local gateway does not read: ${expression}`,
  );
}

const CONTEXT: Readonly<Record<string, IdentityPart>> = {
  "identity.sourceIp": (request) => request.sourceIp,
  "identity.userAgent": (request) => request.header("user-agent"),
  httpMethod: (request) => request.method,
  path: (request) => request.path,
};
