import type { WebAcl } from "../waf/web-acl.ts";

export type HttpMethod = "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE" | "OPTIONS" | "ANY";

/** A regional REST API (v1) with one stage, as data. Everything in it has a counterpart in an AWS deployment. */
export interface RestApi {
  name: string;
  stage: string;
  routes: readonly RestRoute[];
  authorizers: Readonly<Record<string, Authorizer>>;
  /** The limit all methods share. AWS's default for an account and region is 10,000 requests/s with a burst of 5,000. */
  throttle: Throttle;
  cors?: Cors;
  gatewayResponses?: GatewayResponses;
  /** Media types whose bodies travel as base64 in events and answers, such as `image/*`. */
  binaryMediaTypes?: readonly string[];
  stageVariables?: Readonly<Record<string, string>>;
  waf?: WebAcl;
}

/** One method of one resource, integrated with a function by Lambda proxy. */
export interface RestRoute {
  name: string;
  method: HttpMethod;
  /** Such as `/products/{id}` or `/files/{path+}`. */
  path: string;
  /** Name or ARN. */
  function: string;
  /** A key of {@link RestApi.authorizers}, or `none`. */
  authorizer: string;
  /** Integration timeout: 50 to 29,000 ms, 29,000 when absent. */
  timeoutMs?: number;
  /** A limit of this method, beside the shared one. */
  throttle?: Throttle;
  /** Caches answers of a GET in the stage's cache. */
  cache?: RouteCache;
}

/** A token bucket: `rate` requests per second on average, `burst` at once. */
export interface Throttle {
  rate: number;
  burst: number;
}

export interface RouteCache {
  /** 1 to 3,600. */
  ttlSeconds: number;
  /**
   * Request parameters that tell one answer from another. What is not declared is ignored, as AWS does; path parameters
   * must all be declared, since one `{id}` would otherwise be answered with another's.
   */
  keys: { path?: readonly string[]; query?: readonly string[]; headers?: readonly string[] };
  /** Adds the authorizer's `principalId` to the key (`context.authorizer.principalId` as integration parameter). */
  perPrincipal?: boolean;
}

export interface Authorizer {
  function: string;
  type: "TOKEN" | "REQUEST";
  /**
   * Comma-separated mapping expressions: `method.request.header.X`, `method.request.querystring.x`,
   * `stageVariables.x`, `context.identity.sourceIp` and other members of `context`. A TOKEN authorizer has one header.
   */
  identitySource: string;
  /** How long a policy is kept: 0 (not at all) to 3,600. */
  ttlSeconds: number;
  /** TOKEN only: a token that does not match is refused with 401 before the function is called. */
  identityValidationExpression?: string;
}

/** Preflight requests are answered by a mock integration; the headers also go on gateway responses. */
export interface Cors {
  /** Exact origins, or `*`. */
  origins: readonly string[];
  headers: readonly string[];
  /** The resource's own methods when absent. */
  methods?: readonly string[];
  exposeHeaders?: readonly string[];
  credentials?: boolean;
  maxAgeSeconds?: number;
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html */
export type GatewayResponseType =
  | "ACCESS_DENIED"
  | "API_CONFIGURATION_ERROR"
  | "AUTHORIZER_CONFIGURATION_ERROR"
  | "AUTHORIZER_FAILURE"
  | "BAD_REQUEST_BODY"
  | "BAD_REQUEST_PARAMETERS"
  | "DEFAULT_4XX"
  | "DEFAULT_5XX"
  | "INTEGRATION_FAILURE"
  | "INTEGRATION_TIMEOUT"
  | "MISSING_AUTHENTICATION_TOKEN"
  | "REQUEST_TOO_LARGE"
  | "THROTTLED"
  | "UNAUTHORIZED"
  | "UNSUPPORTED_MEDIA_TYPE"
  | "WAF_FILTERED";

/** How the gateway words an error of its own. */
export interface GatewayResponseTemplate {
  status?: number;
  /** Static values. */
  headers?: Readonly<Record<string, string>>;
  contentType?: string;
  /**
   * The body, in which `$context.error.messageString` (quoted), `$context.error.message`, `$context.error.responseType`,
   * `$context.requestId`, `$context.extendedRequestId`, `$context.path`, `$context.httpMethod` and `$context.stage` are replaced.
   */
  body?: string;
}

export type GatewayResponses = Readonly<Partial<Record<GatewayResponseType, GatewayResponseTemplate>>>;

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html */
export const LONGEST_INTEGRATION_MS = 29_000;
export const LARGEST_PAYLOAD_BYTES = 10 * 1024 * 1024;
