import type { StaffPermission } from "./staff.ts";
import type { ErrorCode } from "./errors.ts";
import type * as z from "zod/mini";

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

export interface RouteShape {
  params?: Build;
  query?: Build;
  headers?: Build;
  body?: Build;
}

export interface ResponseDefinition {
  description: string;
  /** What the body is when it is not JSON: the endpoint answers text. */
  contentType?: "text/html";
  body?: Build;
}

export interface RouteSettings extends Partial<FunctionSettings>, RouteShape {
  name: string;
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** With parameters in braces: `/orders/{id}`. */
  path: string;
  summary: string;
  handler: string;
  uses: readonly Use[];
  auth: AuthRule;
  throttle: Throttle;
  cache?: CachePolicy;
  responses: Readonly<Record<number, ResponseDefinition>>;
  /** Codes this route answers besides those every route can. */
  errors: readonly ErrorCode[];
}

/** One endpoint of the HTTP API and the function behind it. Schemas are built when first needed. */
export type Route<Shape extends object = RouteShape> = RouteSettings &
  FunctionSettings &
  Shape & { kind: "route" };

/**
 * Defines a route by what it shares with its neighbours and what is its own. Two arguments instead of a spread, and calls
 * marked pure: a bundler must be able to prove that a route it does not need can be left out.
 */
export function defineRoute<
  const Shared extends Partial<RouteSettings>,
  const Own extends Omit<RouteSettings, keyof Shared> & Partial<RouteSettings>,
>(shared: Shared, own: Own): Route<Pick<Own, Extract<keyof Own, keyof RouteShape>>> {
  // What one lacks of the settings the other has, as the types ask.
  const settings = { ...shared, ...own } as unknown as RouteSettings & Own;
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

interface Index {
  partitionKey: string;
  sortKey?: string;
  projection: "all" | "keys" | readonly string[];
}

export interface TableDefinition<Name extends string = string> {
  kind: "table";
  name: Name;
  /** Key and index attributes with their types. */
  attributes: Readonly<Record<string, "string" | "number">>;
  partitionKey: string;
  sortKey?: string;
  indexes: Readonly<Record<string, Index>>;
  /** Attribute with the epoch second after which DynamoDB deletes the item. */
  timeToLive?: string;
  stream?: "new-image" | "new-and-old-images";
  /** Nobody may change or delete an item. */
  appendOnly?: true;
  /** On stages with a recovery region it is a global table. */
  replicated?: true;
}

export interface BucketDefinition<Name extends string = string> {
  kind: "bucket";
  name: Name;
  /** Object Lock: for so many days nobody can change or delete what was written, where the stage keeps its data. */
  lockedDays?: number;
  /** On stages with a recovery region its objects are copied there. */
  replicated?: true;
  /** The path under which the content delivery network serves its objects. */
  servedAt?: "/*" | `/${string}/*`;
}

/** What a key of each of KMS's specs is for, in KMS's words. */
export const keyUsages = {
  HMAC_256: "GENERATE_VERIFY_MAC",
  SYMMETRIC_DEFAULT: "ENCRYPT_DECRYPT",
  ECC_NIST_P256: "SIGN_VERIFY",
} as const;

export interface KeyDefinition<Name extends string = string> {
  kind: "key";
  name: Name;
  spec: keyof typeof keyUsages;
  /** It never leaves the hardware security module, on stages that have one. Such keys are not rotated by KMS. */
  inHsm?: true;
}

/** A secret of a deployment, set by `sst secret set`; `local` is its value on a laptop. */
export interface SecretDefinition<Name extends string = string> {
  kind: "secret";
  name: Name;
  local: string;
}

/** What a secret that is not set holds: what it is for is off. */
export const NOT_SET = "";

/** A choice that a deployment may make differently; functions that are linked to it read it. */
export interface SettingDefinition<Name extends string = string> {
  kind: "setting";
  name: Name;
  /** What holds unless the deployment says otherwise. */
  value: string;
}

export interface QueueDefinition<Name extends string = string> {
  kind: "queue";
  name: Name;
  consumer: FunctionDefinition;
  batchSize: number;
  /** Attempts before a message moves to the dead-letter queue, which every queue has. */
  maxReceives: number;
  /**
   * Waits before the second attempt, the third and so on; without them a failed message waits for the visibility timeout.
   * The consumer sets them, for which it is linked to its queue.
   */
  backoffSeconds?: readonly number[];
  /** At least six times the consumer's time limit, as AWS asks. */
  visibilityTimeoutSeconds: number;
}

export interface TopicDefinition<Name extends string = string> {
  kind: "topic";
  name: Name;
  subscribers: readonly QueueDefinition[];
}

export interface BusDefinition<Name extends string = string> {
  kind: "bus";
  name: Name;
}

export interface WorkflowDefinition<Name extends string = string> {
  kind: "workflow";
  name: Name;
  /** The functions its states run, by the name the definition in `workflows/` uses. */
  tasks: Readonly<Record<string, FunctionDefinition>>;
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

export interface UserPoolDefinition<Name extends string = string> {
  kind: "user-pool";
  name: Name;
  groups: readonly Group[];
  minimumPasswordLength: number;
  accessTokenMinutes: number;
  refreshTokenDays: number;
  /** An answer that was lost on its way may be asked for again this long; later a spent refresh token is a theft. */
  refreshGraceSeconds: number;
  /** Attributes that the server alone writes. */
  serverAttributes: readonly string[];
  /** Changes the claims of each token before it is signed. */
  preToken: FunctionDefinition;
}

/** Where things with addresses stand: a network without a way to the internet. */
export interface NetworkDefinition<Name extends string = string> {
  kind: "network";
  name: Name;
  /** A /16: each availability zone has one /24 of it. */
  cidr: string;
  /** Services of AWS that are reached by a route, at no cost. */
  gatewayEndpoints: readonly ("dynamodb" | "s3")[];
  /** Services of AWS that have an address in every zone, billed by the hour. */
  interfaceEndpoints: readonly string[];
  /** It stands in the stage's recovery region. */
  inRecoveryRegion?: true;
  tags: Readonly<Record<string, string>>;
}

/** Anything a function can be linked to. */
export type Linkable =
  | TableDefinition
  | BucketDefinition
  | KeyDefinition
  | QueueDefinition
  | TopicDefinition
  | BusDefinition
  | WorkflowDefinition
  | UserPoolDefinition
  | EmailSender
  | SettingDefinition
  | SecretDefinition;

/** The verified address that customers' mail comes from. */
export interface EmailSender<Name extends string = string> {
  kind: "email";
  name: Name;
  from: string;
}

/** What `Resource.<name>` of SST holds at run time, by kind. */
export interface LinkProperties {
  table: { name: string };
  bucket: { name: string };
  key: { arn: string };
  queue: { url: string };
  topic: { arn: string };
  bus: { name: string };
  workflow: { arn: string };
  "user-pool": {
    id: string;
    clientId: string;
    /** Without it nobody can sign in or up past our own limits, although every token names the client. */
    clientSecret: string;
    issuer: string;
    jwksUri: string;
    /** What the stage asks of somebody who orders. */
    checkout: Checkout;
  };
  email: { sender: string };
  setting: { value: string };
  secret: { value: string };
}

export interface RuleDefinition {
  kind: "rule";
  name: string;
  bus: BusDefinition;
  events: readonly EventDefinition[];
  target: WorkflowDefinition | QueueDefinition | TopicDefinition;
}

/** Moves what a table's stream inserts to the bus; `enrichment` unwraps each record into an event. */
export interface PipeDefinition {
  kind: "pipe";
  name: string;
  source: TableDefinition;
  /** Event pattern on the stream record. */
  filter: object;
  enrichment: FunctionDefinition;
  target: BusDefinition;
  batchSize: number;
}

/** Runs a function at set times; missed runs are made up for once, and what cannot be delivered is a dead letter. */
export interface ScheduleDefinition {
  kind: "schedule";
  name: string;
  /** EventBridge Scheduler's own words: https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html */
  expression: `rate(${number} ${"minute" | "hour" | "day"}${"" | "s"})` | `cron(${string})`;
  /** IANA time zone in which a cron expression is read; UTC unless it says so. */
  timeZone?: string;
  target: FunctionDefinition;
}

export interface AuthorizerDefinition {
  kind: "authorizer";
  name: string;
  function: FunctionDefinition;
  /** How long a decision is reused; also how long a revoked token may still pass. */
  ttlSeconds: number;
}
