/** One type for each kind of AWS resource that functions use or that starts them. */
import type { Checkout, Group } from "./access.ts";
import type { EventDefinition, FunctionDefinition } from "./define.ts";

interface Index {
  partitionKey: string;
  sortKey?: string;
  projection: "all" | "keys" | readonly string[];
}

export interface TableDefinition<Name extends string = string> {
  kind: "table";
  name: Name;
  /** Attributes of the keys and indexes, with their types. */
  attributes: Readonly<Record<string, "string" | "number">>;
  partitionKey: string;
  sortKey?: string;
  indexes: Readonly<Record<string, Index>>;
  /** The attribute with the epoch second after which DynamoDB deletes the item. */
  timeToLive?: string;
  stream?: "new-image" | "new-and-old-images";
  /** Nobody may change or delete an item. */
  appendOnly?: true;
  /** The table is a global table on stages with a recovery region. */
  replicated?: true;
}

export interface BucketDefinition<Name extends string = string> {
  kind: "bucket";
  name: Name;
  /**
   * Object Lock: nobody can change or delete an object for this many days, on stages that keep
   * their data.
   */
  lockedDays?: number;
  /** Objects are copied to the recovery region, on stages that have one. */
  replicated?: true;
  /** Only objects whose key begins with this are copied. */
  copiedPrefix?: string;
  /** The path under which the content delivery network serves its objects. */
  servedAt?: `/${string}/*`;
}

/** The KMS key usage of each KMS key spec. */
export const keyUsages = {
  HMAC_256: "GENERATE_VERIFY_MAC",
  SYMMETRIC_DEFAULT: "ENCRYPT_DECRYPT",
  ECC_NIST_P256: "SIGN_VERIFY",
} as const;

export interface KeyDefinition<Name extends string = string> {
  kind: "key";
  name: Name;
  spec: keyof typeof keyUsages;
  /**
   * The key never leaves the hardware security module, on stages that have one. KMS does not rotate
   * it.
   */
  inHsm?: true;
}

/** A secret of a deployment, set by `sst secret set`; `local` is its value on a laptop. */
export interface SecretDefinition<Name extends string = string> {
  kind: "secret";
  name: Name;
  local: string;
}

/** The value of a secret that is not set. The feature that needs the secret is off. */
export const NOT_SET = "";

/** A setting of a deployment. Functions that are linked to it read its value. */
export interface SettingDefinition<Name extends string = string> {
  kind: "setting";
  name: Name;
  /** The default. */
  value: string;
  /** A regular expression that every value matches, and its meaning in words. */
  allowed: { pattern: string; words: string };
}

export interface QueueDefinition<Name extends string = string> {
  kind: "queue";
  name: Name;
  consumer: FunctionDefinition;
  batchSize: number;
  /**
   * Time in which a batch fills before the consumer starts. It saves requests and invocations while
   * messages come one by one; under load a batch is full at once.
   */
  batchWindowSeconds?: number;
  /** Attempts before a message moves to the dead-letter queue, which every queue has. */
  maxReceives: number;
  /**
   * Delays before the second attempt, the third and so on. Without them, a failed message waits for
   * the visibility timeout. The consumer sets the delay, so it is linked to its own queue.
   */
  backoffSeconds?: readonly number[];
  /** At least six times the consumer's timeout and the batch window, as AWS recommends. */
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
  /**
   * `express` runs at least once and at most five minutes, and keeps no history. `standard` runs
   * exactly once, up to a year, and is billed for each state.
   */
  type: "standard" | "express";
  /** The functions that its states run, by their names in the definition in `workflows/`. */
  tasks: Readonly<Record<string, FunctionDefinition>>;
}

export interface UserPoolDefinition<Name extends string = string> {
  kind: "user-pool";
  name: Name;
  groups: readonly Group[];
  minimumPasswordLength: number;
  accessTokenMinutes: number;
  refreshTokenDays: number;
  /**
   * A client may repeat a refresh whose answer was lost for this long. Later, a spent refresh token
   * counts as stolen.
   */
  refreshGraceSeconds: number;
  /** User attributes that only the server writes. */
  serverAttributes: readonly string[];
  /** The trigger that changes the claims of a token before Cognito signs it. */
  preToken: FunctionDefinition;
}

/** A private network without access to the internet. */
export interface NetworkDefinition<Name extends string = string> {
  kind: "network";
  name: Name;
  /** A /16. Each availability zone gets one /24 of it. */
  cidr: string;
  /** AWS services with a gateway endpoint, which costs nothing. */
  gatewayEndpoints: readonly ("dynamodb" | "s3")[];
  /** AWS services with an interface endpoint in every zone, which is billed by the hour. */
  interfaceEndpoints: readonly string[];
  /** The network is in the stage's recovery region. */
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

/** All resources that a function can be linked to. */
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

/** The verified sender address of mail to customers. */
export interface EmailSender<Name extends string = string> {
  kind: "email";
  name: Name;
  from: string;
}

/** The properties of SST's `Resource.<name>` at run time, by kind. */
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
    /**
     * Every token names the client. The secret keeps others from calling Cognito directly, past our
     * own limits.
     */
    clientSecret: string;
    issuer: string;
    jwksUri: string;
    /** The proof that the stage requires for an order. */
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
  /** Members that an event must have besides, with these values. */
  having?: Readonly<Record<string, string | boolean>>;
  target: WorkflowDefinition | QueueDefinition | TopicDefinition;
}

/** Sends new items of a table's stream to the bus. `enrichment` turns each record into an event. */
export interface PipeDefinition {
  kind: "pipe";
  name: string;
  source: TableDefinition;
  /**
   * The event pattern that a stream record must match. A global table's stream has the other
   * region's items, too; `region` is the pipe's own.
   */
  filter: (region: string) => object;
  enrichment: FunctionDefinition;
  target: BusDefinition;
  batchSize: number;
  /**
   * Batches of a shard that are under way at once. The records of one partition key stay in order;
   * those of different keys do not.
   */
  parallelBatches: number;
  /**
   * Retries of a record that the enrichment or the bus refuses, before it becomes a dead letter.
   * AWS's own failures do not count.
   */
  maxRetries: number;
}

/**
 * Runs a function on a schedule. Missed runs are made up for by one run; failed ones become dead
 * letters.
 */
export interface ScheduleDefinition {
  kind: "schedule";
  name: string;
  /**
   * As EventBridge Scheduler writes it:
   * https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
   */
  expression: `rate(${number} ${"minute" | "hour" | "day"}${"" | "s"})` | `cron(${string})`;
  /** The IANA time zone of a cron expression. The default is UTC. */
  timeZone?: string;
  target: FunctionDefinition;
}
