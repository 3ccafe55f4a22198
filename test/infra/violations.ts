/**
 * Planted violations: for each rule, a change of a stage that breaks it and the text of the report.
 */
import * as api from "./checks/api.ts";
import * as edge from "./checks/edge.ts";
import * as firewall from "./checks/firewall.ts";
import * as functions from "./checks/functions.ts";
import * as messaging from "./checks/messaging.ts";
import * as observability from "./checks/observability.ts";
import * as pci from "./checks/pci.ts";
import * as quotas from "./checks/quotas.ts";
import * as resilience from "./checks/resilience.ts";
import * as security from "./checks/security.ts";
import * as storage from "./checks/storage.ts";
import { add, find, inlinePolicies, ROLE, remove, rewrite, set, type Violation } from "./planting.ts";
import { cdnViolations } from "./violations-cdn.ts";
import { platformViolations } from "./violations-platform.ts";
import { workflowViolations } from "./violations-workflows.ts";

export const violations: readonly Violation[] = [
  {
    check: api.endpoint,
    change: set("ApiApi", { endpointConfiguration: { types: "EDGE" } }),
    says: "EDGE",
  },
  {
    check: edge.edgeFunctions,
    change: set("NormalizeApiRequestFunction", { architectures: ["arm64"] }),
    says: "The edge function NormalizeApiRequest should be",
  },
  {
    check: edge.edgeFunctions,
    change: set("NormalizeApiRequestFunction", { environment: { variables: { STAGE: "production" } } }),
    says: '"refused":["environment"]',
  },
  {
    check: edge.edgeFunctions,
    change: set("NormalizeApiRequestFunction", { region: "eu-central-1" }),
    says: '"region":"eu-central-1"',
  },
  {
    check: edge.edgeRoles,
    change: rewrite("NormalizeApiRequestRole", "assumeRolePolicy", "edgelambda.", "events."),
    says: "NormalizeApiRequest can be run by",
  },
  {
    check: edge.edgeRoles,
    change: set("NormalizeApiRequestRole", {
      inlinePolicies: inlinePolicies({ Action: "dynamodb:GetItem", Resource: "arn:aws:dynamodb:::table/x" }),
    }),
    says: "NormalizeApiRequest has the permission dynamodb:GetItem",
  },
  {
    check: edge.securityHeaders,
    change: set("PageHeaders", {
      "securityHeadersConfig.contentSecurityPolicy.contentSecurityPolicy": "default-src *",
    }),
    says: "The policy of response headers PageHeaders should be",
  },
  {
    check: firewall.firewalls,
    change: set("FirewallLogging", { redactedFields: [] }),
    says: "The firewall Firewall should be",
  },
  {
    check: firewall.firewalls,
    change: set("Firewall", { "visibilityConfig.sampledRequestsEnabled": true }),
    says: "The firewall Firewall should be",
  },
  {
    check: firewall.firewalls,
    change: rewrite("Firewall", "rules", '"SignalAutomatedBrowser"', '"CategoryAI"'),
    says: "SignalNonBrowserUserAgent, CategoryAI",
  },
  {
    check: firewall.firewallCapacity,
    change: rewrite("Firewall", "rules", /"name":"AWSManagedRulesBotControlRuleSet"/g, '"name":"Unmeasured"'),
    says: "The firewall Firewall takes NaN capacity units.",
  },
  {
    check: api.routes,
    change: set("ApiRoutePlaceOrderMethod", { authorization: "NONE" }),
    says: "The route POST /orders should be",
  },
  {
    check: api.cacheKeyParameters,
    change: set("ApiRouteListProductsMethod", { requestParameters: {} }),
    says: "The route GET /products keys its cache by method.request.querystring.category",
  },
  {
    check: api.methodSettings,
    change: set("PlaceOrderSettings", { "settings.throttlingRateLimit": 2000 }),
    says: "The throttle ~1orders/POST should be",
  },
  {
    check: api.authorizers,
    change: set("ApiAuthorizerAccessTokenAuthorizer", { authorizerResultTtlInSeconds: 3600 }),
    says: "The authorizer AccessToken should be",
  },
  {
    check: api.invocations,
    change: set("ApiRouteGetCartPermissions", { principal: "*" }),
    says: "The permission to call GetCart should be",
  },
  {
    check: api.preflight,
    change: rewrite(
      "PreflightGetCartIntegrationResponse",
      "responseParameters",
      /'Authorization[^']*'/,
      "'*'",
    ),
    says: "The preflight answer OPTIONS /cart should be",
  },
  {
    check: api.gatewayResponses,
    change: set("ApiTHROTTLED", { statusCode: "503" }),
    says: "The gateway response THROTTLED should be",
  },
  {
    check: functions.functions,
    change: set("GetCartFunction", { architectures: ["x86_64"] }),
    says: "The function GetCart should be",
  },
  {
    check: functions.permissions,
    change: rewrite("GetCartRole", "inlinePolicies", "dynamodb:GetItem", "dynamodb:DeleteTable"),
    says: "GetCart has the permission dynamodb:DeleteTable on Commerce, which it does not declare.",
  },
  {
    check: functions.handlers,
    change: (graph) => {
      graph.builds["GetCart"] = { handler: "functions/cart/get-cart.main", runtime: "nodejs24.x", links: [] };
    },
    says: "GetCart: its bundle does not export main.",
  },
  {
    check: functions.handlers,
    change: (graph) => {
      delete graph.builds["GetCart"]?.bundle;
    },
    says: "GetCart is deployed from SST's own bundle.",
  },
  {
    check: api.routes,
    change: rewrite("ApiRouteGetCartIntegration", "uri", ":live/", "/"),
    says: `The route GET /cart should be`,
  },
  {
    check: messaging.queues,
    change: rewrite("CustomerMailQueue", "redrivePolicy", `maxReceiveCount\\":5`, `maxReceiveCount\\":1`),
    says: "The queue CustomerMail should be",
  },
  {
    check: messaging.topics,
    change: set("NotificationsToCustomerMail", { rawMessageDelivery: false }),
    says: "The topic Notifications should be",
  },
  {
    check: messaging.buses,
    change: set("EventsArchive", { retentionDays: 1 }),
    says: "The bus Events should be",
  },
  {
    check: messaging.rules,
    change: rewrite("NotifyCustomer", "eventPattern", "order.failed", "order.filed"),
    says: "The rule NotifyCustomer should be",
  },
  {
    check: messaging.schedules,
    change: set("OrderSweep", { scheduleExpression: "rate(1 day)" }),
    says: "The schedule OrderSweep should be",
  },
  {
    check: messaging.pipes,
    change: rewrite("OutboxPipe", "sourceParameters", "outbox", "inbox"),
    says: "The pipe OutboxPipe should be",
  },
  {
    check: storage.tables,
    change: set("CommerceTable", { ttl: { attributeName: "expires", enabled: true } }),
    says: "The table Commerce should be",
  },
  {
    check: storage.buckets,
    change: add("AssetsBucket", "Uploads", { bucket: "uploads" }),
    says: "The bucket Uploads is in the stage and not in the blueprint.",
  },
  {
    check: storage.keys,
    change: set("PaymentFields", { deletionWindowInDays: 7 }),
    says: "The key PaymentFields should be",
  },
  {
    check: storage.userPools,
    change: set("UserPoolUserPool", { "passwordPolicy.minimumLength": 6 }),
    says: "The user pool UserPool should be",
  },
  {
    check: storage.emailSenders,
    change: set("ShopEmail", { emailIdentity: "else@tradewind.example" }),
    says: "The sender ShopEmail should be",
  },
  {
    check: security.wildcards,
    change: set(ROLE, { inlinePolicies: inlinePolicies({ Action: "dynamodb:*", Resource: "arn:x" }) }),
    says: "The role SendMailRole allows dynamodb:*.",
  },
  {
    check: security.wildcards,
    change: set(ROLE, { inlinePolicies: inlinePolicies({ Action: "sqs:SendMessage", Resource: ["*"] }) }),
    says: "The role SendMailRole allows sqs:SendMessage on *.",
  },
  {
    check: security.managedPolicies,
    change: set(ROLE, { managedPolicyArns: ["arn:aws:iam::aws:policy/AdministratorAccess"] }),
    says: "The role SendMailRole has the managed policy arn:aws:iam::aws:policy/AdministratorAccess.",
  },
  {
    check: security.trust,
    change: rewrite(
      ROLE,
      "assumeRolePolicy",
      `{\\"Service\\":\\"lambda.amazonaws.com\\"}`,
      `{\\"AWS\\":\\"arn:aws:iam::1:root\\"}`,
    ),
    says: "The role SendMailRole can be assumed by",
  },
  {
    check: security.trust,
    change: rewrite("OutboxPipeRole", "assumeRolePolicy", "aws:SourceAccount", "aws:Nothing"),
    says: "The role OutboxPipeRole trusts pipes.amazonaws.com for any account.",
  },
  {
    check: security.openPolicies,
    change: rewrite("CustomerMailPolicy", "policy", "aws:SourceArn", "aws:Nothing"),
    says: "CustomerMailPolicy lets sns.amazonaws.com act for any account.",
  },
  {
    check: security.openPolicies,
    change: set("AssetsPolicy", {
      policy: JSON.stringify({ Statement: [{ Effect: "Allow", Principal: "*", Action: "s3:GetObject" }] }),
    }),
    says: "AssetsPolicy is open to anybody.",
  },
  {
    check: security.publicBuckets,
    change: set("AssetsPublicAccessBlock", { blockPublicPolicy: false }),
    says: "The bucket Assets lacks blockPublicPolicy.",
  },
  {
    check: security.encryptionAtRest,
    change: set("CustomerMailQueue", { sqsManagedSseEnabled: false }),
    says: "CustomerMail (sqs/queue) is not encrypted at rest.",
  },
  {
    check: security.encryptionAtRest,
    change: set("ListProductsSettings", { "settings.cacheDataEncrypted": false }),
    says: "ListProductsSettings (apigateway/methodSettings) is not encrypted at rest.",
  },
  {
    check: security.encryptionInTransit,
    change: rewrite("CustomerMailPolicy", "policy", "aws:SecureTransport", "aws:Nothing"),
    says: "CustomerMail (sqs/queue) takes requests without TLS.",
  },
  {
    check: security.cognitoClients,
    change: set("UserPoolClientClient", { allowedOauthFlows: ["implicit"] }),
    says: "The client UserPoolClientClient allows the implicit flow.",
  },
  {
    check: resilience.deadLetters,
    change: set("NotifyCustomerTarget", { deadLetterConfig: undefined }),
    says: "The target NotifyCustomerTarget has no dead-letter queue.",
  },
  {
    check: resilience.deadLetters,
    change: set("CustomerMailDlqQueue", { messageRetentionSeconds: 3600 }),
    says: "CustomerMailDlq keeps messages for only 3600 seconds.",
  },
  {
    check: resilience.fifo,
    change: set("CustomerMailQueue", { fifoQueue: true, name: "mail.fifo" }),
    says: "The queue CustomerMail and its dead-letter queue CustomerMailDlq are not both FIFO or both standard.",
  },
  {
    check: resilience.visibility,
    change: set("CustomerMailQueue", { visibilityTimeoutSeconds: 60 }),
    says: "The queue CustomerMail hides messages for 60 seconds; its consumer may run for 30 seconds.",
  },
  {
    check: resilience.deliveries,
    change: rewrite("StockArrivalsPolicy", "policy", "TellOfArrivals", "Other"),
    says: "TellOfArrivalsTarget has no permission to deliver to StockArrivals.",
  },
  {
    check: resilience.encryptedTopics,
    change: rewrite("Messaging", "policy", "events.amazonaws.com", "iot.amazonaws.com", "kms/key:"),
    says: "events.amazonaws.com may not use the key of the topic Notifications.",
  },
  {
    check: resilience.redrive,
    change: remove("CustomerMailRedrive"),
    says: "The dead-letter queue CustomerMailDlq does not name CustomerMail as its source.",
  },
  {
    check: resilience.dataIsKept,
    change: set("CommerceTable", { deletionProtectionEnabled: false }),
    says: "Commerce can be deleted with its data.",
  },
  {
    check: observability.dashboards,
    change: set("Dashboard", { dashboardBody: "{}" }),
    says: "No dashboard shows CustomerMailDlq.",
  },
  {
    check: observability.alarmsOnFailure,
    change: remove("CustomerMailDeadLetters"),
    says: "CustomerMailDlq has no alarm on ApproximateNumberOfMessagesVisible.",
  },
  {
    check: observability.alarmsOnFailure,
    change: remove("CustomerMailConsumerErrors"),
    says: "SendMail has no alarm on Errors.",
  },
  {
    check: observability.alarmsRing,
    change: set("CustomerMailBacklog", { alarmActions: [] }),
    says: "The alarm CustomerMailBacklog notifies nobody.",
  },
  {
    check: observability.serviceLevelAlarms,
    change: set("OrdersErrorsFastLong", { threshold: 0.5 }),
    says: "The alarm OrdersErrorsFastLong should start at a share of 0.0144",
  },
  {
    check: observability.logRetention,
    change: set("SendMailLogGroup", { retentionInDays: 0 }),
    says: "is kept for 0 days instead of 365.",
  },
  {
    check: observability.tracing,
    change: set("SendMailFunction", { tracingConfig: { mode: "PassThrough" } }),
    says: "SendMail is not traced.",
  },
  {
    check: quotas.uniqueNames,
    change: add("SendMailFunction", "Other", { name: "TRADEWIND-production-sendmail" }),
    says: "is used by two of lambda/function.",
  },
  {
    check: quotas.limits,
    change: set("SendMailFunction", { environment: { variables: { LARGE: "x".repeat(5000) } } }),
    says: "bytes of environment; AWS allows 4096.",
  },
  {
    check: quotas.throttles,
    change: set("GetCartSettings", { "settings.throttlingRateLimit": 20_000 }),
    says: "GetCartSettings allows more requests than the whole API.",
  },
  {
    check: pci.fingerprints,
    change: (graph) => {
      const { arn } = find(graph, "CardFingerprint", "kms/key:");
      set(ROLE, { inlinePolicies: inlinePolicies({ Action: ["kms:GenerateMac"], Resource: [arn] }) })(graph);
    },
    says: "SendMail may use the key CardFingerprint.",
  },
  {
    check: pci.paymentKeys,
    change: set("PaymentFields", { enableKeyRotation: false }),
    says: "The key PaymentFields is not rotated.",
  },
  {
    check: pci.logHistory,
    change: set("ApiAccessLog", { retentionInDays: 30 }),
    says: "The log group ApiAccessLog is kept for less than twelve months.",
  },
  {
    check: pci.webApplicationFirewall,
    change: remove("FirewallOfApi"),
    says: "The API has no firewall.",
  },
  ...platformViolations,
  ...cdnViolations,
  ...workflowViolations,
];
