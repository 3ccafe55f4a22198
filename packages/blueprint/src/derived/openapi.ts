import * as z from "zod/mini";
import type { Blueprint } from "../blueprint.ts";
import { examples } from "../examples/index.ts";
import { accessCookie, BROWSER, browserHeader } from "../ground/browser-session.ts";
import type { AuthRule } from "../language/access.ts";
import { keyScopes } from "../language/access.ts";
import { JSON_BODY, type Route } from "../language/define.ts";
import { type ErrorCode, errorCodes, httpStatus } from "../language/errors.ts";
import { ComponentSchemas, type Json } from "./openapi-schemas.ts";
import { problem } from "./problems.ts";
import { needsToken } from "./routes.ts";

const either = /* @__PURE__ */ new Intl.ListFormat("en-GB", { type: "disjunction" });

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

/** The OpenAPI 3.1 document of the API, from its routes. */
export function openApiDocument(blueprint: Blueprint): Json & { openapi: string } {
  const schemas = new ComponentSchemas(examples);
  const failure = schemas.of(problem(), "output");
  const paths: Record<string, Json> = {};
  for (const route of blueprint.api.routes) {
    (paths[route.path] ??= {})[route.method.toLowerCase()] = operation(route, schemas, failure);
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
        "Answers may get further members, and lists of words such as `status` may get further words: " +
        "ignore those that you do not know. " +
        "Errors are `application/problem+json` (RFC 9457) with a `code` that never changes. " +
        `Any route can answer with ${CODES_OF_ANY.map((code) => `\`${code}\``).join(", ")}.`,
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: "/" }],
    tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
    paths,
    components: { securitySchemes: SECURITY_SCHEMES, headers: HEADERS, schemas: schemas.components() },
  };
}

const SECURITY_SCHEMES = {
  accessToken: {
    type: "http",
    scheme: "bearer",
    description: "A bearer token: an access token of Cognito (a JWT), or an API key.",
  },
  sessionCookie: {
    type: "apiKey",
    in: "cookie",
    name: accessCookie,
    description: "The access token of a browser, in a cookie that its pages cannot read.",
  },
  browserClient: {
    type: "apiKey",
    in: "header",
    name: browserHeader,
    description: `The shop's own pages send \`${BROWSER}\` with each request. Other sites cannot.`,
  },
};

const HEADERS = {
  "X-Correlation-Id": {
    description: "The id of this request in all logs and events that it caused.",
    schema: { type: "string" },
  },
  ETag: {
    description: "Names this state of the answer.",
    schema: { type: "string" },
  },
  "Retry-After": {
    description: "Seconds to wait before the next try. Only with some problems.",
    schema: { type: "integer" },
  },
};
const refer = (...names: (keyof typeof HEADERS)[]) =>
  Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));

/** The groups of routes. Paths below `/admin` are for staff. */
const TAGS: Readonly<Record<string, string>> = {
  products: "The products of the shop.",
  availability: "Units that can be ordered now.",
  categories: "The categories of the products.",
  "shipping-methods": "Ways and prices of delivery.",
  "guest-cart": "The cart of a visitor who has not signed in.",
  cart: "The cart of a customer.",
  addresses: "The address book of a customer.",
  payments: "Card details become tokens, which pay orders.",
  orders: "The orders of a customer, with their parcels and returns.",
  drafts: "Orders that support has prepared for a customer.",
  auth: "Accounts, sessions and the second factor.",
  "orders (staff)": "The orders of all customers.",
  "drafts (staff)": "Orders that support prepares for customers.",
  "stock (staff)": "Units by SKU and location.",
  "webhooks (staff)": "Events that are sent to the merchant's own systems.",
  "api-keys (staff)": "Keys of integrations.",
  "accounts (staff)": "The accounts of customers and staff.",
  "audit (staff)": "The log of the actions of staff.",
  webhooks: "Messages of carriers.",
  signals: "Reports of the shop's pages and of browsers.",
  system: "The state and the description of the API.",
};

/** @throws Error if {@link TAGS} lacks the group of the route */
function tagOf({ path }: Route): string {
  const [, first = "", second = ""] = path.split("/");
  const tag = first === "admin" ? `${second} (staff)` : (GROUPS[first] ?? first);
  if (!Object.hasOwn(TAGS, tag)) throw new Error(`The group ${tag} of ${path} has no description.`);
  return tag;
}
/** Groups that have another name than their paths. */
const GROUPS: Readonly<Record<string, string>> = {
  health: "system",
  "openapi.json": "system",
  beacon: "signals",
  "csp-reports": "signals",
};

function operation(route: Route, schemas: ComponentSchemas, failure: Json): Json {
  return {
    operationId: route.name.charAt(0).toLowerCase() + route.name.slice(1),
    summary: route.summary,
    tags: [tagOf(route)],
    security: securityOf(route.auth),
    ...descriptionOf(route),
    parameters: [
      ...parameters(schemas, route.params, "path"),
      ...parameters(schemas, route.query, "query"),
      ...parameters(schemas, route.headers, "header"),
      ...(route.tagged ? [IF_NONE_MATCH] : []),
    ],
    ...(route.body
      ? {
          requestBody: {
            required: true,
            content: contentOf(
              route.bodyTypes ?? [JSON_BODY],
              schemas.body(route.body(), "input", `${route.name}Request`),
            ),
          },
        }
      : {}),
    responses: { ...successes(route, schemas), ...failures(route, failure) },
  };
}

const contentOf = (types: readonly string[], schema: Json): Json =>
  Object.fromEntries(types.map((type) => [type, { schema }]));

function descriptionOf({ description, auth, largestBodyKb }: Route): Json {
  const access = typeof auth === "object" ? staffAccessOf(auth) : CUSTOMER_ACCESS[auth];
  const size = largestBodyKb && `The largest body is ${largestBodyKb} KB.`;
  const paragraphs = [description, size, access].filter(Boolean);
  return paragraphs.length > 0 ? { description: paragraphs.join("\n\n") } : {};
}

const CUSTOMER_ACCESS: Partial<Record<AuthRule & string, string>> = {
  "signed-in-mfa":
    "Requires a session that passed a second factor, unless this deployment allows checkout without one.",
  account: "Not for guest sessions.",
};

function staffAccessOf({ groups, permission }: Exclude<AuthRule, string>): string {
  const people = `Only for ${either.format(groups)}, signed in with a second factor`;
  const scope = keyScopes.find((one) => one === permission);
  return scope ? `${people}, and for API keys with the scope \`${scope}\`.` : `${people}.`;
}

function securityOf(auth: AuthRule): Json[] {
  if (auth === "none") return [];
  const session = [{ accessToken: [] }, { sessionCookie: [], browserClient: [] }];
  return auth === "optional" ? [{}, ...session] : session;
}

function parameters(
  schemas: ComponentSchemas,
  build: (() => z.ZodMiniType) | undefined,
  location: "path" | "query" | "header",
): Json[] {
  if (!build) return [];
  const schema = schemas.of(build(), "input");
  const required = new Set((schema["required"] as string[] | undefined) ?? []);
  return Object.entries((schema["properties"] as Record<string, Json>) ?? {}).map(([name, property]) => ({
    name,
    in: location,
    required: location === "path" || required.has(name),
    schema: property,
  }));
}

function successes(route: Route, schemas: ComponentSchemas): Json {
  const responses: Json = {};
  for (const [status, { description, body, contentType = JSON_BODY }] of Object.entries(route.responses)) {
    const content = body && contentOf([contentType], schemas.body(body(), "output", `${route.name}Response`));
    const headers = refer("X-Correlation-Id", ...(route.tagged ? ["ETag" as const] : []));
    responses[status] = { description, headers, ...(content ? { content } : {}) };
  }
  if (route.tagged) responses["304"] = { description: "The answer is still the one that you have." };
  return responses;
}

const IF_NONE_MATCH = {
  name: "if-none-match",
  in: "header",
  required: false,
  description: "The `ETag` of the answer that you have.",
  schema: { type: "string" },
};

/** All codes that a route can answer. */
export const codesOf = (route: Route): Set<ErrorCode> => new Set([...CODES_OF_ANY, ...listedCodes(route)]);

/** The codes that the document lists with the route. */
function listedCodes(route: Route): Set<ErrorCode> {
  const codes: ErrorCode[] = ["internal", "throttled", ...route.errors];
  if (route.body || route.query || route.params || route.headers) codes.push("request.invalid");
  if (route.body) codes.push("request.malformed_json", "request.too_large", "request.unsupported_media_type");
  if (needsToken(route)) codes.push("auth.token_invalid", "auth.forbidden");
  return new Set(codes);
}

/** The codes of a route by status. */
function failures(route: Route, failure: Json): Json {
  const byStatus: Record<string, ErrorCode[]> = {};
  for (const code of listedCodes(route)) (byStatus[httpStatus[errorCodes[code][0]]] ??= []).push(code);
  const problemWith = (description: string) => ({
    description,
    headers: refer("X-Correlation-Id", "Retry-After"),
    content: { "application/problem+json": { schema: failure } },
  });
  const listed = Object.entries(byStatus).map(([status, list]) => [
    status,
    problemWith(list.map((code) => `\`${code}\`: ${errorCodes[code][1]}`).join("\n\n")),
  ]);
  return { ...Object.fromEntries(listed), default: problemWith("Any other problem.") };
}
