/** How facts travel: outbox -> pipe -> bus -> rules -> saga, queues and topics. */
import { defineFunction } from "./language/define.ts";
import type {
  EmailSender,
  PipeDefinition,
  QueueDefinition,
  RuleDefinition,
  TopicDefinition,
} from "./language/resources.ts";
import {
  bus,
  orderAwaitingStock,
  draftOffered,
  orderCancelled,
  orderEdited,
  orderDelivered,
  orderFailed,
  orderPartiallyShipped,
  orderPlaced,
  orderRefunded,
  orderRestocked,
  orderReturnApproved,
  orderReturnLapsed,
  orderReturnReceived,
  orderReturnRefused,
  orderReturnRequested,
  orderShipped,
  paymentChallenged,
  stockArrived,
} from "./areas/events.ts";
import { userPool } from "./areas/identity.ts";
import { carrierEvents, carrierScans } from "./areas/logistics.ts";
import { orderSaga } from "./areas/order-saga.ts";
import { returnSaga } from "./areas/return-saga.ts";
import { commerceTable } from "./ground/storage.ts";
import { webhookDeliveries, webhookEvents, webhookFacts } from "./areas/webhooks.ts";

/** Publishes what a transaction wrote to the outbox: the event and the change it tells of commit together. */
export const outboxPipe = {
  kind: "pipe",
  name: "Outbox",
  source: commerceTable,
  filter: { eventName: ["INSERT"], dynamodb: { NewImage: { __edb_e__: { S: ["outbox"] } } } },
  enrichment: defineFunction("UnwrapOutbox", {
    handler: "functions/messaging/unwrap-outbox.handler",
    uses: [],
  }),
  target: bus,
  batchSize: 10,
} as const satisfies PipeDefinition;

export const emailSender = {
  kind: "email",
  name: "ShopEmail",
  from: "shop@tradewind.example",
} as const satisfies EmailSender;

/** What customers are told by mail. */
export const customerNews = [
  orderPlaced,
  paymentChallenged,
  orderFailed,
  orderAwaitingStock,
  orderRestocked,
  orderPartiallyShipped,
  orderShipped,
  orderDelivered,
  orderCancelled,
  orderEdited,
  draftOffered,
  orderReturnRequested,
  orderReturnApproved,
  orderReturnRefused,
  orderReturnLapsed,
  orderReturnReceived,
  orderRefunded,
] as const;

export const customerMail = {
  kind: "queue",
  name: "CustomerMail",
  consumer: defineFunction("SendMail", {
    handler: "functions/notifications/send-mail.handler",
    uses: [
      { resource: commerceTable, access: "read-write" },
      { resource: userPool, access: "users" },
      { resource: emailSender, access: "send" },
    ],
  }),
  batchSize: 10,
  maxReceives: 5,
  visibilityTimeoutSeconds: 180,
} as const satisfies QueueDefinition;

export const notifications = {
  kind: "topic",
  name: "Notifications",
  subscribers: [customerMail],
} as const satisfies TopicDefinition;

/** A saga may be waiting when its order is cancelled, and does when units for it come: it is told through this queue. */
export const sagaInterruptions = {
  kind: "queue",
  name: "SagaInterruptions",
  consumer: defineFunction("InterruptSaga", {
    handler: "functions/orders/saga/interrupt-saga.handler",
    uses: [
      { resource: commerceTable, access: "read" },
      { resource: orderSaga, access: "signal" },
    ],
  }),
  batchSize: 10,
  maxReceives: 5,
  visibilityTimeoutSeconds: 180,
} as const satisfies QueueDefinition;

/** Units that come go to the orders that wait for them. */
export const stockArrivals = {
  kind: "queue",
  name: "StockArrivals",
  consumer: defineFunction("ServeWaitingOrders", {
    handler: "functions/inventory/serve-waiting-orders.handler",
    uses: [{ resource: commerceTable, access: "read-write" }],
  }),
  batchSize: 10,
  maxReceives: 5,
  visibilityTimeoutSeconds: 180,
} as const satisfies QueueDefinition;

export const rules = [
  { kind: "rule", name: "StartOrderSaga", bus, events: [orderPlaced], target: orderSaga },
  { kind: "rule", name: "StartReturnSaga", bus, events: [orderReturnRequested], target: returnSaga },
  {
    kind: "rule",
    name: "NotifyCustomer",
    bus,
    events: customerNews,
    target: notifications,
  },
  { kind: "rule", name: "InterruptCancelledSaga", bus, events: [orderCancelled], target: sagaInterruptions },
  { kind: "rule", name: "ResumeWaitingSaga", bus, events: [orderRestocked], target: sagaInterruptions },
  { kind: "rule", name: "TellOfArrivals", bus, events: [stockArrived], target: stockArrivals },
  { kind: "rule", name: "TellMerchants", bus, events: webhookFacts, target: webhookEvents },
] as const satisfies RuleDefinition[];

export const queues = [
  carrierScans,
  carrierEvents,
  customerMail,
  sagaInterruptions,
  stockArrivals,
  webhookEvents,
  webhookDeliveries,
] as const;
export const topics = [notifications] as const;
export const pipes = [outboxPipe] as const;
