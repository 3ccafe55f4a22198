import type * as z from "zod/mini";
import type { AuthRule } from "./access.ts";
import type { ErrorCode } from "./errors.ts";
import type { KeyDefinition, Linkable, NetworkDefinition } from "./resources.ts";

type Schema = z.ZodMiniType;
type Build<S extends Schema = Schema> = () => S;

/**
 * A resource that a function uses, with the access it needs; IAM permissions are derived from it.
 * - `users` reads accounts; `manage-users` changes attributes and the second factor of an account,
 *   and ends its sessions; `set-passwords` sets a password.
 * - `authenticate` signs customers in and checks tokens. Cognito lets anybody do so who knows the
 *   client and its secret, so it needs no IAM permission.
 * - `append` adds items to a table but cannot change them.
 * - `keep` adds objects to a bucket and deletes them. S3 asks for the right to read, too, when a
 *   write depends on the object that is there.
 * - `verify` reads the public half of a key with which another function may `sign`.
 */
export interface Use {
  resource: Linkable;
  access:
    | "read"
    | "write"
    | "read-write"
    | "append"
    | "keep"
    | "send"
    | "defer"
    | "publish"
    | "start"
    | "inspect"
    | "mac"
    | "sign"
    | "verify"
    | "users"
    | "manage-users"
    | "set-passwords"
    | "authenticate";
}

interface FunctionSettings {
  /** Path of the module and the name of its export, such as `functions/cart/add-item.handler`. */
  handler: string;
  /** Resources that the function is linked to, with the access it needs. */
  uses: readonly Use[];
  timeoutSeconds: number;
  memoryMb: number;
  /** At most so many run at once. These are taken from what all functions share. */
  reservedConcurrency?: number;
  /** The function runs in this network, on stages that have it. */
  network?: NetworkDefinition;
}

/**
 * A function that is not behind a route: a consumer, a saga task, an enrichment or an authorizer.
 */
export interface FunctionDefinition extends FunctionSettings {
  kind: "function";
  name: string;
}

/**
 * A function at CloudFront's edge. It has no links, no environment and no choice of architecture.
 */
export interface EdgeFunctionDefinition {
  kind: "edge-function";
  name: string;
  handler: string;
  event: "origin-request" | "origin-response";
  /** The cache behavior whose paths it serves. */
  behavior: "api";
  timeoutSeconds: number;
  memoryMb: number;
}

/** The alias of the version that serves requests, on stages with gradual releases. */
export const LIVE_ALIAS = "live";

/** The memory of a function that somebody waits for. Lambda gives processor time by memory. */
export const ANSWERING_MEMORY_MB = 1024;
/** The memory of a function that works in the background, and mostly waits for AWS. */
const BACKGROUND_MEMORY_MB = 512;
const ENDPOINT_TIMEOUT_SECONDS = 10;
const TASK_TIMEOUT_SECONDS = 30;

export function defineFunction(
  name: string,
  settings: Pick<FunctionSettings, "handler" | "uses"> & Partial<FunctionSettings>,
): FunctionDefinition {
  return {
    kind: "function",
    name,
    timeoutSeconds: TASK_TIMEOUT_SECONDS,
    memoryMb: BACKGROUND_MEMORY_MB,
    ...settings,
  };
}

/** Steady requests per second, and the largest burst. */
export interface Throttle {
  rate: number;
  burst: number;
}

/** The stage cache keeps an answer for `ttlSeconds`. Only these query parameters are cache keys. */
export interface CachePolicy {
  ttlSeconds: number;
  /** Browsers, too, must not show an older answer while they fetch a new one. */
  neverStale?: true;
  query: readonly string[];
}

export interface ResponseDefinition {
  description: string;
  /** The media type of a body that is not JSON. The handler then returns text. */
  contentType?: "text/html";
  body?: Build;
}

/** The schemas of a route. They type the input and the answer of its handler. */
export interface RouteShape {
  params?: Build;
  query?: Build;
  headers?: Build;
  body?: Build;
  responses: Readonly<Record<number, ResponseDefinition>>;
}

/** The media type of a body whose route declares none. */
export const JSON_BODY = "application/json";

export interface RouteSettings extends Partial<FunctionSettings>, RouteShape {
  name: string;
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** The path, with parameters in braces: `/orders/{id}`. */
  path: string;
  /** An imperative or noun phrase of at most 80 characters, without a full stop. */
  summary: string;
  /** Rules and effects that a caller should know. Keep it short: function bundles contain it. */
  description?: string;
  handler: string;
  uses: readonly Use[];
  auth: AuthRule;
  /**
   * Browsers send the request by themselves: with the session's cookies, and without the header of
   * the shop's own pages. The front door lets it pass and takes no session from it.
   */
  sessionless?: true;
  throttle: Throttle;
  /** Media types of the body, all of them with JSON as text. The default is {@link JSON_BODY}. */
  bodyTypes?: readonly [string, ...string[]];
  /** The largest body, if it is smaller than the firewall's. */
  largestBodyKb?: number;
  cache?: CachePolicy;
  /** The answer has an entity tag. A caller who names it gets 304 while the body is the same. */
  tagged?: true;
  /** Error codes of this route, besides those that every route can answer. */
  errors: readonly ErrorCode[];
}

/** One endpoint of the HTTP API and the function behind it. Schemas are built on first use. */
export type Route<Shape extends object = RouteShape> = Omit<RouteSettings, keyof RouteShape> &
  FunctionSettings &
  Shape & { kind: "route" };

/** The schemas that a route's settings name. */
type ShapeOf<Settings> = Pick<Settings, Extract<keyof Settings, keyof RouteShape>>;

/**
 * Defines a route from settings that it shares with other routes and its own. It takes two
 * arguments, not a spread, and every call is marked pure: a bundler must be able to prove that it
 * can drop an unused route.
 */
export function defineRoute<
  const Shared extends Partial<RouteSettings>,
  const Own extends Omit<RouteSettings, keyof Shared> & Partial<RouteSettings>,
>(shared: Shared, own: Own): Route<ShapeOf<Shared> & ShapeOf<Own>> {
  // The types demand that the two together are complete.
  const settings = { ...shared, ...own } as unknown as RouteSettings & Shared & Own;
  return {
    kind: "route",
    timeoutSeconds: ENDPOINT_TIMEOUT_SECONDS,
    memoryMb: ANSWERING_MEMORY_MB,
    ...settings,
  };
}

/** A fact that happened. Its name is in the past tense, and its data has a version and a schema. */
export interface EventDefinition<Type extends string = string, Data extends Schema = Schema> {
  kind: "event";
  type: Type;
  version: number;
  data: Build<Data>;
}

export function defineEvent<Type extends string, Data extends Schema>(
  type: Type,
  version: number,
  data: Build<Data>,
): EventDefinition<Type, Data> {
  return { kind: "event", type, version, data };
}

export interface AuthorizerDefinition {
  kind: "authorizer";
  name: string;
  function: FunctionDefinition;
  /** A decision is reused for this long, so a revoked token may still pass for as long. */
  ttlSeconds: number;
}

/**
 * A call that the callee accepts only from one function. The caller proves itself with a token,
 * signed with a key that no other function may use.
 */
export interface ServiceCallDefinition {
  caller: FunctionDefinition["name"];
  callee: FunctionDefinition["name"];
  key: KeyDefinition;
}
