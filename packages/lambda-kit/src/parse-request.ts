import type { APIGatewayProxyEvent } from "aws-lambda";
import * as z from "zod/mini";
import { JSON_BODY, type Route, type RouteShape } from "@tradewind/blueprint/language/define";
import type { ErrorCode } from "@tradewind/blueprint/language/errors";
import { DomainError, type Violation } from "@tradewind/commerce/platform/errors";
import { lowerCased } from "./caller.ts";
import { expectation, pointer, violationsOf } from "./violations.ts";

export type Output<Build> = Build extends () => infer Schema
  ? Schema extends z.ZodMiniType
    ? z.output<Schema>
    : never
  : undefined;

/** The parts of a request, parsed by the route's schemas. */
export interface ParsedRequest<R extends Route> {
  params: Output<Part<R, "params">>;
  query: Output<Part<R, "query">>;
  headers: Output<Part<R, "headers">>;
  body: Output<Part<R, "body">>;
}
type Part<R, Name extends keyof RouteShape> = R extends { [K in Name]: infer Build } ? Build : undefined;

/**
 * Builds the route's schemas once.
 * @returns the parser of its requests, which throws request.invalid with a pointer for each
 * violation
 */
export function requestParser<R extends Route>(route: R): (event: APIGatewayProxyEvent) => ParsedRequest<R> {
  const shape: RouteShape = route;
  const params = shape.params?.();
  const query = shape.query?.() ?? z.strictObject({});
  const headers = shape.headers?.();
  const body = shape.body?.();

  return (event) => {
    const violations: Violation[] = [];
    const part = (name: string, schema: z.ZodMiniType | undefined, input: unknown) => {
      if (!schema) return undefined;
      const result = z.safeParse(schema, input, { error: expectation });
      if (result.success) return result.data;
      violations.push(...result.error.issues.flatMap((issue) => violationsOf(name, issue)));
      return undefined;
    };
    const parsed = {
      params: part("path", params, decodedParams(event)),
      query: part("query", query, singleValued(event, violations)),
      headers: part("headers", headers, lowerCased(event.headers)),
      body: body ? part("body", body, jsonBody(route, event)) : undefined,
    };
    if (violations.length > 0) throw new DomainError(codeOf(violations, event), { violations });
    // Each part's type derives from the schema that parsed it.
    return parsed as ParsedRequest<R>;
  };
}

/** Headers with a code of their own for their absence. */
const MISSING_HEADERS: readonly [name: string, code: ErrorCode][] = [
  ["idempotency-key", "idempotency.key_missing"],
];

function codeOf(violations: readonly Violation[], event: APIGatewayProxyEvent): ErrorCode {
  const sent = lowerCased(event.headers);
  const missing = MISSING_HEADERS.find(
    ([name]) => !(name in sent) && violations.some(({ pointer }) => pointer === `/headers/${name}`),
  );
  return missing?.[1] ?? "request.invalid";
}

function decodedParams(event: APIGatewayProxyEvent): unknown {
  return event.pathParameters ?? {};
}

/** A repeated parameter is an error, since the choice of one value would be a guess. */
function singleValued(event: APIGatewayProxyEvent, violations: Violation[]): unknown {
  for (const [name, values] of Object.entries(event.multiValueQueryStringParameters ?? {})) {
    if ((values?.length ?? 0) > 1)
      violations.push({ pointer: pointer(["query", name]), detail: "Given more than once" });
  }
  return event.queryStringParameters ?? {};
}

export function bodyText({ body, isBase64Encoded }: APIGatewayProxyEvent): string {
  return isBase64Encoded ? Buffer.from(body ?? "", "base64").toString("utf8") : (body ?? "");
}

const BYTES_PER_KB = 1024;

function jsonBody(route: Route, event: APIGatewayProxyEvent): unknown {
  const { bodyTypes = [JSON_BODY], largestBodyKb = Infinity } = route;
  const type = lowerCased(event.headers)["content-type"]?.split(";")[0]?.trim().toLowerCase();
  if (type === undefined || !bodyTypes.includes(type))
    throw new DomainError("request.unsupported_media_type", {
      violations: [{ pointer: "/headers/content-type", detail: `Expected ${bodyTypes.join(" or ")}` }],
    });
  const text = bodyText(event);
  if (Buffer.byteLength(text) > largestBodyKb * BYTES_PER_KB)
    throw new DomainError("request.too_large", { detail: `The largest body is ${largestBodyKb} KB.` });
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new DomainError("request.malformed_json", {
      violations: [{ pointer: "/body", detail: "Not valid JSON" }],
      cause,
    });
  }
}
