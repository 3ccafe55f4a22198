import { carrierChoice, easyPostKey, easyPostUrl, easyPostWebhookSecret } from "./areas/carriers.ts";
import type {
  AuthorizerDefinition,
  EdgeFunctionDefinition,
  EventDefinition,
  FunctionDefinition,
  Route,
  ServiceCallDefinition,
  Throttle,
  Use,
} from "./language/define.ts";
import type {
  BucketDefinition,
  BusDefinition,
  EmailSender,
  KeyDefinition,
  Linkable,
  PipeDefinition,
  QueueDefinition,
  RuleDefinition,
  ScheduleDefinition,
  SecretDefinition,
  SettingDefinition,
  TableDefinition,
  TopicDefinition,
  UserPoolDefinition,
  WorkflowDefinition,
} from "./language/resources.ts";
import { edgeFunctions } from "./ground/edge.ts";
import { bus, events } from "./areas/events.ts";
import { type Firewall, firewall } from "./ground/firewall.ts";
import { authorizer, userPool } from "./areas/identity.ts";
import { apiThrottle } from "./ground/limits.ts";
import { builtInCarrierSecret, carrierPace } from "./areas/logistics.ts";
import { emailSender } from "./areas/notifications.ts";
import { pipes, queues, rules, topics } from "./messaging.ts";
import { orderSaga } from "./areas/order-saga.ts";
import { refundOfReturn, returnsKey, returnSaga } from "./areas/return-saga.ts";
import { routes } from "./routes.ts";
import { schedules } from "./schedules.ts";
import { commerceTable, ledgerTable, productCache, vaultTable } from "./ground/tables.ts";
import { assets, ledgerDigests, web } from "./ground/buckets.ts";
import { cardFingerprintKey, paymentKey, vaultKey } from "./ground/keys.ts";
import { webhookKey, webhookTargets } from "./areas/webhooks.ts";

/** The whole system as data. Both runtimes are made from this object, and nothing else. */
export interface Blueprint {
  api: {
    name: string;
    stage: string;
    throttle: Throttle;
    authorizer: AuthorizerDefinition;
    routes: readonly Route[];
  };
  /** Before the API. */
  firewall: Firewall;
  edgeFunctions: readonly EdgeFunctionDefinition[];
  events: readonly EventDefinition[];
  tables: readonly TableDefinition[];
  buckets: readonly BucketDefinition[];
  keys: readonly KeyDefinition[];
  buses: readonly BusDefinition[];
  queues: readonly QueueDefinition[];
  topics: readonly TopicDefinition[];
  rules: readonly RuleDefinition[];
  pipes: readonly PipeDefinition[];
  schedules: readonly ScheduleDefinition[];
  workflows: readonly WorkflowDefinition[];
  serviceCalls: readonly ServiceCallDefinition[];
  userPools: readonly UserPoolDefinition[];
  emailSenders: readonly EmailSender[];
  settings: readonly SettingDefinition[];
  secrets: readonly SecretDefinition[];
}

export const blueprint: Blueprint = {
  api: {
    name: "Api",
    stage: "shop",
    throttle: apiThrottle,
    authorizer,
    routes,
  },
  firewall,
  edgeFunctions,
  events,
  tables: [commerceTable, productCache, vaultTable, ledgerTable],
  buckets: [assets, web, ledgerDigests],
  keys: [cardFingerprintKey, paymentKey, vaultKey, webhookKey, returnsKey],
  buses: [bus],
  queues,
  topics,
  rules,
  pipes,
  schedules,
  workflows: [orderSaga, returnSaga],
  serviceCalls: [refundOfReturn],
  userPools: [userPool],
  emailSenders: [emailSender],
  settings: [carrierPace, carrierChoice, easyPostUrl, webhookTargets],
  secrets: [builtInCarrierSecret, easyPostKey, easyPostWebhookSecret],
};

/** A function as both runtimes build it, whether a route or something else calls it. */
export type AnyFunction = FunctionDefinition | Route;

/** A route for staff and keys of integrations: changes are in the audit log, requests of keys are counted. */
export const isForStaff = (fn: AnyFunction) => fn.kind === "route" && typeof fn.auth === "object";

/**
 * What a function uses: what it declares, the queue it consumes when it says how long a failed message waits, and the records of
 * what staff and keys do.
 */
export function usesOf(from: Blueprint, fn: AnyFunction): readonly Use[] {
  const deferred = from.queues.filter(({ consumer, backoffSeconds }) => consumer === fn && backoffSeconds);
  // Of one resource, what includes the other.
  const declared = isForStaff(fn) ? fn.uses.filter(({ resource }) => resource !== commerceTable) : fn.uses;
  return [
    ...declared,
    ...deferred.map((resource) => ({ resource, access: "defer" }) as const),
    ...(isForStaff(fn) ? [{ resource: commerceTable, access: "read-write" } as const] : []),
  ];
}

/** Every function of the blueprint. */
export function functionsOf(from: Blueprint): AnyFunction[] {
  return [
    ...from.api.routes,
    from.api.authorizer.function,
    ...from.userPools.map((pool) => pool.preToken),
    ...backgroundFunctionsOf(from),
  ];
}

/** The functions that no request waits for. */
export function backgroundFunctionsOf(from: Blueprint): AnyFunction[] {
  return [
    ...from.queues.map((queue) => queue.consumer),
    ...from.pipes.map((pipe) => pipe.enrichment),
    ...from.schedules.map((schedule) => schedule.target),
    ...from.workflows.flatMap((workflow) => Object.values(workflow.tasks)),
  ];
}

/** Every resource that functions can be linked to. */
export function linkablesOf(from: Blueprint): Linkable[] {
  return [
    ...from.tables,
    ...from.buckets,
    ...from.keys,
    ...from.buses,
    ...from.queues,
    ...from.topics,
    ...from.workflows,
    ...from.userPools,
    ...from.emailSenders,
    ...from.settings,
    ...from.secrets,
  ];
}
