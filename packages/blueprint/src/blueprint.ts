import { authorizer, userPool } from "./areas/accounts/identity.ts";
import {
  carrierChoice,
  easyPostKey,
  easyPostUrl,
  easyPostWebhookSecret,
  unlistedUnitGrams,
} from "./areas/carriers.ts";
import { bus, events } from "./areas/events.ts";
import { builtInCarrierSecret, carrierPace } from "./areas/logistics.ts";
import { emailSender } from "./areas/notifications.ts";
import { orderSaga } from "./areas/order-saga.ts";
import { refundOfReturn, returnSaga, returnsKey } from "./areas/return-saga.ts";
import { beaconShare, signalEvents } from "./areas/signals.ts";
import { getHealth } from "./areas/system.ts";
import { webhookKey, webhookTargets } from "./areas/webhooks.ts";
import { browserSession } from "./ground/browser-session.ts";
import { assets, ledgerDigests, web } from "./ground/buckets.ts";
import { cdn } from "./ground/cdn.ts";
import { catalogCache, catalogDatabase, catalogSearch } from "./ground/databases.ts";
import { edgeFunctions } from "./ground/edge.ts";
import { firewall } from "./ground/firewall.ts";
import { cors, gatewayErrors } from "./ground/gateway.ts";
import { cardFingerprintKey, paymentKey, vaultKey } from "./ground/keys.ts";
import { apiThrottle, KEY_DELETION_DAYS, MESSAGE_DAYS, usagePlans } from "./ground/limits.ts";
import { pciNetwork, recoveryNetwork, shopNetwork } from "./ground/network.ts";
import { pageSecurityHeaders } from "./ground/page-headers.ts";
import { apiSecurityHeaders } from "./ground/security-headers.ts";
import { signalsBus } from "./ground/signals.ts";
import { stages } from "./ground/stages.ts";
import { commerceTable, ledgerTable, productCache, vaultTable } from "./ground/tables.ts";
import type {
  AuthorizerDefinition,
  EdgeFunctionDefinition,
  EventDefinition,
  Route,
  ServiceCallDefinition,
  Throttle,
} from "./language/define.ts";
import type { BrowserSession, Cdn, Firewall, Gateway, SecurityHeaders, UsagePlan } from "./language/edge.ts";
import type {
  BucketDefinition,
  BusDefinition,
  CacheDefinition,
  DatabaseDefinition,
  EmailSender,
  KeyDefinition,
  NetworkDefinition,
  PipeDefinition,
  QueueDefinition,
  RuleDefinition,
  ScheduleDefinition,
  SearchDefinition,
  SecretDefinition,
  SettingDefinition,
  TableDefinition,
  TopicDefinition,
  UserPoolDefinition,
  WorkflowDefinition,
} from "./language/resources.ts";
import type { BurnRate, ServiceLevel } from "./language/service-level.ts";
import type { Stage } from "./language/stage.ts";
import { pipes, queues, rules, topics } from "./messaging.ts";
import { routes } from "./routes.ts";
import { schedules } from "./schedules.ts";
import { burnRates, serviceLevels } from "./service-levels.ts";

/**
 * The whole system as data. Both runtimes are made from this object and the workflow definitions
 * in `workflows/`, and from no other data.
 */
export interface Blueprint {
  stages: Readonly<Record<Stage["name"], Stage>>;
  api: {
    name: string;
    stage: string;
    throttle: Throttle;
    authorizer: AuthorizerDefinition;
    routes: readonly Route[];
  };
  /** The route that answers while the API is healthy. */
  healthCheck: Route;
  gateway: Gateway;
  usagePlans: readonly UsagePlan[];
  firewall: Firewall;
  cdn: Cdn;
  edgeFunctions: readonly EdgeFunctionDefinition[];
  browserSession: BrowserSession;
  securityHeaders: SecurityHeaders;
  events: readonly EventDefinition[];
  tables: readonly TableDefinition[];
  buckets: readonly BucketDefinition[];
  /** The catalog's stores with addresses. */
  databases: { catalog: DatabaseDefinition; cache: CacheDefinition; search: SearchDefinition };
  networks: { shop: NetworkDefinition; pci: NetworkDefinition; recovery: NetworkDefinition };
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
  /** Days that dead letters and deleted keys are kept. */
  retention: { messageDays: number; deletedKeyDays: number };
  serviceLevels: readonly ServiceLevel[];
  burnRates: readonly BurnRate[];
}

export const blueprint: Blueprint = {
  stages,
  api: {
    name: "Api",
    stage: "shop",
    throttle: apiThrottle,
    authorizer,
    routes,
  },
  healthCheck: getHealth,
  gateway: { errors: gatewayErrors, cors },
  usagePlans,
  firewall,
  cdn,
  edgeFunctions,
  browserSession,
  securityHeaders: { api: apiSecurityHeaders, page: pageSecurityHeaders },
  events: [...events, ...signalEvents],
  tables: [commerceTable, productCache, vaultTable, ledgerTable],
  buckets: [assets, web, ledgerDigests],
  databases: { catalog: catalogDatabase, cache: catalogCache, search: catalogSearch },
  networks: { shop: shopNetwork, pci: pciNetwork, recovery: recoveryNetwork },
  keys: [cardFingerprintKey, paymentKey, vaultKey, webhookKey, returnsKey],
  buses: [bus, signalsBus],
  queues,
  topics,
  rules,
  pipes,
  schedules,
  workflows: [orderSaga, returnSaga],
  serviceCalls: [refundOfReturn],
  userPools: [userPool],
  emailSenders: [emailSender],
  settings: [carrierPace, carrierChoice, easyPostUrl, unlistedUnitGrams, webhookTargets, beaconShare],
  secrets: [builtInCarrierSecret, easyPostKey, easyPostWebhookSecret],
  retention: { messageDays: MESSAGE_DAYS, deletedKeyDays: KEY_DELETION_DAYS },
  serviceLevels,
  burnRates,
};
