/** What functions use and what runs them: one type for each kind of AWS resource. */
import type { Checkout, EventDefinition, FunctionDefinition, Group } from "./define.ts";

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
  /** The `source` of every event on the bus. */
  source: string;
}

export interface WorkflowDefinition<Name extends string = string> {
  kind: "workflow";
  name: Name;
  /** The functions its states run, by the name the definition in `workflows/` uses. */
  tasks: Readonly<Record<string, FunctionDefinition>>;
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

/** Aurora PostgreSQL. */
export interface DatabaseDefinition {
  name: string;
  version: string;
  port: number;
  database: string;
  username: string;
}

/** ElastiCache for Redis OSS. */
export interface CacheDefinition {
  name: string;
  version: string;
  port: number;
}

/** An OpenSearch domain. */
export interface SearchDefinition {
  name: string;
  version: `OpenSearch_${string}`;
  port: number;
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
