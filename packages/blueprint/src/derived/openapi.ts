import * as z from "zod/mini";
import type { Blueprint } from "../blueprint.ts";
import type { AuthRule } from "../language/access.ts";
import { keyScopes } from "../language/access.ts";
import type { Route } from "../language/define.ts";
import { type ErrorCode, errorCodes, httpStatus } from "../language/errors.ts";
import { needsToken } from "./routes.ts";

const either = /* @__PURE__ */ new Intl.ListFormat("en-GB", { type: "disjunction" });

type Json = Record<string, unknown>;

/**
 * Codes that any route can answer: for a query it does not know, at the edge, or when AWS is busy.
 */
const CODES_OF_ANY = [
  "internal",
  "throttled",
  "unavailable",
  "request.invalid",
  "request.blocked",
  "auth.cross_site",
] as const satisfies ErrorCode[];

const toJsonSchema = (schema: z.ZodMiniType, io: "input" | "output"): Json => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: "any" });
  return rest;
};

/** The OpenAPI 3.1 document of the API, from its routes. */
export function openApiDocument(blueprint: Blueprint): Json & { openapi: string } {
  const paths: Record<string, Json> = {};
  for (const route of blueprint.api.routes) {
    (paths[route.path] ??= {})[route.method.toLowerCase()] = operation(route);
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Tradewind",
      version: "1",
      description:
        "Amounts of money are integers in minor units of their currency. Times are ISO 8601 in UTC. " +
        "Long lists come in pages: send `nextCursor` back as `cursor` until it is absent. " +
        `The largest body is ${blueprint.firewall.largestBodyKb} KB: the firewall refuses larger ones ` +
        "with `request.blocked`. " +
        "Errors are `application/problem+json` (RFC 9457) with a `code` that never changes. " +
        `Any route can answer with ${CODES_OF_ANY.map((code) => `\`${code}\``).join(", ")}.`,
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: "/" }],
    paths,
    components: {
      securitySchemes: {
        accessToken: {
          type: "http",
          scheme: "bearer",
          description: "A bearer token: an access token of Cognito (a JWT), or an API key.",
        },
      },
      schemas: { Problem: toJsonSchema(problem(), "output") },
    },
  };
}

function operation(route: Route): Json {
  return {
    operationId: route.name.charAt(0).toLowerCase() + route.name.slice(1),
    summary: route.summary,
    tags: [route.path.split("/")[1]],
    security: securityOf(route.auth),
    ...descriptionOf(route),
    parameters: [
      ...parameters(route.params, "path"),
      ...parameters(route.query, "query"),
      ...parameters(route.headers, "header"),
    ],
    ...(route.body
      ? {
          requestBody: {
            required: true,
            content: { "application/json": { schema: toJsonSchema(route.body(), "input") } },
          },
        }
      : {}),
    responses: { ...successes(route), ...failures(route) },
  };
}

function descriptionOf({ description, auth }: Route): Json {
  const access = typeof auth === "object" ? staffAccessOf(auth) : CUSTOMER_ACCESS[auth];
  const paragraphs = [description, access].filter(Boolean);
  return paragraphs.length > 0 ? { description: paragraphs.join("\n\n") } : {};
}

const CUSTOMER_ACCESS: Partial<Record<AuthRule & string, string>> = {
  "signed-in-mfa":
    "Requires a session that passed a second factor, unless the stage's checkout asks for less.",
  account: "Not for guest sessions.",
};

function staffAccessOf({ groups, permission }: Exclude<AuthRule, string>): string {
  const people = `Only for ${either.format(groups)}, signed in with a second factor`;
  const scope = keyScopes.find((one) => one === permission);
  return scope ? `${people}, and for API keys with the scope \`${scope}\`.` : `${people}.`;
}

function securityOf(auth: AuthRule): Json[] {
  if (auth === "none") return [];
  return auth === "optional" ? [{}, { accessToken: [] }] : [{ accessToken: [] }];
}

function parameters(build: (() => z.ZodMiniType) | undefined, location: "path" | "query" | "header"): Json[] {
  if (!build) return [];
  const schema = toJsonSchema(build(), "input");
  const required = new Set((schema["required"] as string[] | undefined) ?? []);
  return Object.entries((schema["properties"] as Record<string, Json>) ?? {}).map(([name, property]) => ({
    name,
    in: location,
    required: location === "path" || required.has(name),
    schema: property,
  }));
}

function successes(route: Route): Json {
  const responses: Json = {};
  for (const [status, { description, body, contentType = "application/json" }] of Object.entries(
    route.responses,
  )) {
    const content = body && { [contentType]: { schema: toJsonSchema(body(), "output") } };
    responses[status] = { description, ...(content ? { content } : {}) };
  }
  return responses;
}

/** All codes that a route can answer. */
export const codesOf = (route: Route): Set<ErrorCode> => new Set([...CODES_OF_ANY, ...listedCodes(route)]);

/** The codes that the document lists with the route. */
function listedCodes(route: Route): Set<ErrorCode> {
  const codes: ErrorCode[] = ["internal", "throttled", ...route.errors];
  if (route.body || route.query || route.params) codes.push("request.invalid");
  if (route.body) codes.push("request.malformed_json", "request.too_large", "request.unsupported_media_type");
  if (needsToken(route)) codes.push("auth.token_invalid", "auth.forbidden");
  return new Set(codes);
}

/** The codes of a route by status. */
function failures(route: Route): Json {
  const byStatus: Record<string, ErrorCode[]> = {};
  for (const code of listedCodes(route)) (byStatus[httpStatus[errorCodes[code][0]]] ??= []).push(code);
  return Object.fromEntries(
    Object.entries(byStatus).map(([status, list]) => [
      status,
      {
        description: list.map((code) => `\`${code}\`: ${errorCodes[code][1]}`).join("\n\n"),
        content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
      },
    ]),
  );
}

/**
 * The body of every failure (RFC 9457). Some codes add members: `order.price_changed` has the new
 * `totals`, `order.out_of_stock` the `shortages`.
 */
export const problem = () =>
  z.looseObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.enum(Object.keys(errorCodes) as [ErrorCode, ...ErrorCode[]]),
    detail: z.optional(z.string()),
    instance: z.optional(z.string()),
    correlationId: z.optional(z.string()),
    errors: z.optional(z.array(z.object({ pointer: z.string(), detail: z.string() }))),
  });
