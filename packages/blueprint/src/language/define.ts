import type * as z from "zod/mini";
import type { StaffPermission } from "./access.ts";
import type { ErrorCode } from "./errors.ts";
import type { KeyDefinition, Linkable, NetworkDefinition } from "./resources.ts";

type Schema = z.ZodMiniType;
type Build<S extends Schema = Schema> = () => S;

/**
 * What a function may do with a resource; permissions are derived from it. `users` reads accounts, `manage-users` changes
 * their second factor and ends their sessions, `set-passwords` gives them a password; `authenticate` signs customers in and checks their tokens, which Cognito
 * lets anybody do who knows the client and its secret. `append` adds items
 * to a table and never changes one. `verify` gets the public half of a key by which another function may `sign`.
 */
export interface Use {
  resource: Linkable;
  access:
    | "read"
    | "write"
    | "read-write"
    | "append"
    | "send"
    | "defer"
    | "publish"
    | "start"
    | "signal"
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
  /** Resources it is linked to, with the access it needs. */
  uses: readonly Use[];
  timeoutSeconds: number;
  memoryMb: number;
  /** It answers the task tokens of workflows: which workflow waits is known to the token alone. */
  answersTaskTokens?: true;
  /** It runs inside this network, on stages that have it. */
  network?: NetworkDefinition;
}

/** A function that is not behind a route: a consumer, a saga task, an enrichment, an authorizer. */
export interface FunctionDefinition extends FunctionSettings {
  kind: "function";
  name: string;
}

/** A function at CloudFront's edge: it has no links, no environment and no choice of architecture. */
export interface EdgeFunctionDefinition {
  kind: "edge-function";
  name: string;
  handler: string;
  event: "origin-request" | "origin-response";
  /** The paths it is for. */
  behavior: "api";
  timeoutSeconds: number;
  memoryMb: number;
}

/** The name of the version of a function that requests reach, on stages with gradual releases. */
export const LIVE_ALIAS = "live";

export const DEFAULT_MEMORY_MB = 1024;
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
    memoryMb: DEFAULT_MEMORY_MB,
    ...settings,
  };
}

/**
 * Who may call a route. `optional`: anybody, a valid token is recognised. `signed-in`: a customer's access token,
 * or a guest's session on a stage that lets guests order. `account`: an access token alone, as guests have no account.
 * `signed-in-mfa`: one whose session passed a second factor, unless the stage's checkout asks for less. `{ groups }`: a
 * member of one of them, with a second factor on every stage; `staff()` makes it from the matrix of permissions.
 */
export type AuthRule =
  | "none"
  | "optional"
  | "signed-in"
  | "account"
  | "signed-in-mfa"
  | { groups: readonly Group[]; permission?: StaffPermission };
/** What a stage asks of somebody who orders: a second factor, a sign-in, or an address that gets mail. */
export type Checkout = "mfa" | "signed-in" | "guest";
export type Group = "customer" | "support" | "merchandiser" | "admin";

/** Steady requests per second and how many may come at once. */
export interface Throttle {
  rate: number;
  burst: number;
}

/** The stage cache answers for `ttlSeconds`; only the named query parameters tell requests apart. */
export interface CachePolicy {
  ttlSeconds: number;
  /** A browser does not show an older answer either while it asks for a new one. */
  neverStale?: true;
  query: readonly string[];
}

export interface ResponseDefinition {
  description: string;
  /** What the body is when it is not JSON: the endpoint answers text. */
  contentType?: "text/html";
  body?: Build;
}

/** The schemas of a route: they give the types of its function's input and answer. */
export interface RouteShape {
  params?: Build;
  query?: Build;
  headers?: Build;
  body?: Build;
  responses: Readonly<Record<number, ResponseDefinition>>;
}

export interface RouteSettings extends Partial<FunctionSettings>, RouteShape {
  name: string;
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** With parameters in braces: `/orders/{id}`. */
  path: string;
  /** An imperative or noun phrase of at most 80 characters, without a full stop. */
  summary: string;
  /** Rules and effects that a caller should know. Functions carry it in their bundles: keep it short. */
  description?: string;
  handler: string;
  uses: readonly Use[];
  auth: AuthRule;
  throttle: Throttle;
  cache?: CachePolicy;
  /** Codes this route answers besides those every route can. */
  errors: readonly ErrorCode[];
}

/** One endpoint of the HTTP API and the function behind it. Schemas are built when first needed. */
export type Route<Shape extends object = RouteShape> = Omit<RouteSettings, keyof RouteShape> &
  FunctionSettings &
  Shape & { kind: "route" };

/** The schemas that a route's settings name. */
type ShapeOf<Settings> = Pick<Settings, Extract<keyof Settings, keyof RouteShape>>;

/**
 * Defines a route by what it shares with its neighbours and what is its own. Two arguments instead of a spread, and calls
 * marked pure: a bundler must be able to prove that a route it does not need can be left out.
 */
export function defineRoute<
  const Shared extends Partial<RouteSettings>,
  const Own extends Omit<RouteSettings, keyof Shared> & Partial<RouteSettings>,
>(shared: Shared, own: Own): Route<ShapeOf<Shared> & ShapeOf<Own>> {
  // What one lacks of the settings the other has, as the types ask.
  const settings = { ...shared, ...own } as unknown as RouteSettings & Shared & Own;
  return {
    kind: "route",
    timeoutSeconds: ENDPOINT_TIMEOUT_SECONDS,
    memoryMb: DEFAULT_MEMORY_MB,
    ...settings,
  };
}

/** A fact that happened: past tense, versioned, with the schema of its data. */
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
  /** How long a decision is reused; also how long a revoked token may still pass. */
  ttlSeconds: number;
}

/**
 * A call that its callee takes from one function alone, which says by a token that it is the one: it signs by a key that no other
 * may sign with.
 */
export interface ServiceCallDefinition {
  caller: FunctionDefinition["name"];
  callee: FunctionDefinition["name"];
  key: KeyDefinition;
}
