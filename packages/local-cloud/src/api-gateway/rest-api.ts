import type { WebAcl } from "../waf/web-acl.ts";

export type HttpMethod = "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE" | "OPTIONS" | "ANY";

/**
 * A regional REST API (v1) with one stage, as data. Every member has a counterpart in an AWS
 * deployment.
 */
export interface RestApi {
  name: string;
  stage: string;
  routes: readonly RestRoute[];
  authorizers: Readonly<Record<string, Authorizer>>;
  /**
   * The limit that all methods share. AWS's default for an account and region is 10,000 requests/s
   * with a burst of 5,000.
   */
  throttle: Throttle;
  cors?: Cors;
  gatewayResponses?: GatewayResponses;
  /** Media types whose bodies are base64 in events and responses, such as `image/*`. */
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
  /** A limit of this method, in addition to the shared one. */
  throttle?: Throttle;
  /** Caches responses of a GET in the stage's cache. */
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
   * Request parameters that form the cache key. Other parameters are ignored, as in AWS. All path
   * parameters must be declared, or one `{id}` would get the response of another.
   */
  keys: { path?: readonly string[]; query?: readonly string[]; headers?: readonly string[] };
  /**
   * Adds the authorizer's `principalId` to the key (`context.authorizer.principalId` as integration
   * parameter).
   */
  perPrincipal?: boolean;
}

export interface Authorizer {
  function: string;
  type: "TOKEN" | "REQUEST";
  /**
   * Comma-separated mapping expressions: `method.request.header.X`, `method.request.querystring.x`,
   * `stageVariables.x`, `context.identity.sourceIp` and other members of `context`. A TOKEN
   * authorizer has one header.
   */
  identitySource: string;
  /** Cache time of a policy: 0 (no cache) to 3,600. */
  ttlSeconds: number;
  /** TOKEN only: a token that does not match is refused with 401 without a call to the function. */
  identityValidationExpression?: string;
}

/**
 * A mock integration answers preflight requests. The headers are also added to gateway responses.
 */
export interface Cors {
  /** Exact origins, or `*`. */
  origins: readonly string[];
  headers: readonly string[];
  /** Default: the methods of the resource. */
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

/** The template of one of the gateway's own errors. */
export interface GatewayResponseTemplate {
  status?: number;
  /** Headers with static values. */
  headers?: Readonly<Record<string, string>>;
  contentType?: string;
  /**
   * The body. These variables are replaced: `$context.error.messageString` (quoted),
   * `$context.error.message`, `$context.error.responseType`, `$context.requestId`,
   * `$context.extendedRequestId`, `$context.path`, `$context.httpMethod` and `$context.stage`.
   */
  body?: string;
}

export type GatewayResponses = Readonly<Partial<Record<GatewayResponseType, GatewayResponseTemplate>>>;

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html */
export const LONGEST_INTEGRATION_MS = 29_000;
export const LARGEST_PAYLOAD_BYTES = 10 * 1024 * 1024;
