/** Mail to customers: the events that cause one, and their way to the function that sends it. */
import { commerceTable } from "../ground/tables.ts";
import { defineFunction } from "../language/define.ts";
import type { EmailSender, QueueDefinition, TopicDefinition } from "../language/resources.ts";
import { userPool } from "./accounts/identity.ts";
import {
  draftOffered,
  orderAwaitingStock,
  orderCancelled,
  orderDelivered,
  orderEdited,
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
} from "./events.ts";

export const emailSender = {
  kind: "email",
  name: "ShopEmail",
  from: "shop@tradewind.example",
} as const satisfies EmailSender;

/** Events that customers get a mail about. */
export const customerMailEvents = [
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
    // Nobody waits for a mail by the second.
    memoryMb: 256,
    uses: [
      { resource: commerceTable, access: "read-write" },
      { resource: userPool, access: "users" },
      { resource: emailSender, access: "send" },
    ],
  }),
  batchSize: 10,
  batchWindowSeconds: 1,
  maxReceives: 5,
  visibilityTimeoutSeconds: 190,
} as const satisfies QueueDefinition;

export const notifications = {
  kind: "topic",
  name: "Notifications",
  subscribers: [customerMail],
} as const satisfies TopicDefinition;
