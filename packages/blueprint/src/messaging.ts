/** The way of an event: outbox -> pipe -> bus -> rules -> sagas, queues and topics. */

import {
  bus,
  forMerchants,
  orderCancelled,
  orderPlaced,
  orderRestocked,
  orderReturnApproved,
  orderReturnReceived,
  orderWithdrawn,
  stockArrived,
} from "./areas/events.ts";
import { stockArrivals } from "./areas/inventory.ts";
import { carrierEvents, carrierScans } from "./areas/logistics.ts";
import { customerMail, customerMailEvents, notifications } from "./areas/notifications.ts";
import { orderSaga } from "./areas/order-saga.ts";
import { returnSaga } from "./areas/return-saga.ts";
import { subscribableEvents, webhookDeliveries, webhookEvents } from "./areas/webhooks.ts";
import { commerceTable } from "./ground/tables.ts";
import { defineFunction } from "./language/define.ts";
import type { PipeDefinition, RuleDefinition } from "./language/resources.ts";

/**
 * Publishes the events in the outbox that were written in this region. A change and its event are
 * written in one transaction.
 */
const outboxPipe = {
  kind: "pipe",
  name: "Outbox",
  source: commerceTable,
  filter: (region) => ({
    eventName: ["INSERT"],
    dynamodb: { NewImage: { __edb_e__: { S: ["outbox"] }, region: { S: [region] } } },
  }),
  enrichment: defineFunction("UnwrapOutbox", {
    handler: "functions/messaging/unwrap-outbox.handler",
    // The registry of webhooks: an event that a merchant may ask for is marked.
    uses: [{ resource: commerceTable, access: "read" }],
  }),
  target: bus,
  batchSize: 10,
  // Consumers rely on no order: the bus and the queues keep none.
  parallelBatches: 10,
  maxRetries: 10,
} as const satisfies PipeDefinition;

export const rules = [
  {
    kind: "rule",
    name: "StartOrderSaga",
    bus,
    events: [orderPlaced, orderCancelled, orderRestocked, orderWithdrawn],
    target: orderSaga,
  },
  {
    kind: "rule",
    name: "StartReturnSaga",
    bus,
    events: [orderReturnApproved, orderReturnReceived],
    target: returnSaga,
  },
  {
    kind: "rule",
    name: "NotifyCustomer",
    bus,
    events: customerMailEvents,
    target: notifications,
  },
  { kind: "rule", name: "TellOfArrivals", bus, events: [stockArrived], target: stockArrivals },
  {
    kind: "rule",
    name: "TellMerchants",
    bus,
    events: subscribableEvents,
    having: forMerchants,
    target: webhookEvents,
  },
] as const satisfies RuleDefinition[];

export const queues = [
  carrierScans,
  carrierEvents,
  customerMail,
  stockArrivals,
  webhookEvents,
  webhookDeliveries,
] as const;
export const topics = [notifications] as const;
export const pipes = [outboxPipe] as const;
