import { carrierChoice, easyPostKey, easyPostUrl, easyPostWebhookSecret } from "./areas/carriers.ts";
import type {
  AuthorizerDefinition,
  EdgeFunctionDefinition,
  EventDefinition,
  Route,
  ServiceCallDefinition,
  Throttle,
} from "./language/define.ts";
import type {
  BucketDefinition,
  BusDefinition,
  EmailSender,
  KeyDefinition,
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
