import {
  orderCancelled,
  orderDelivered,
  orderFailed,
  orderPartiallyShipped,
  orderPlaced,
  orderShipped,
} from "@tradewind/blueprint/events";
import { customerMail } from "@tradewind/blueprint/messaging";
import {
  Notifications,
  orderCancelledMail,
  orderDeliveredMail,
  orderFailedMail,
  orderPartiallyShippedMail,
  orderPlacedMail,
  orderShippedMail,
} from "@tradewind/commerce/notifications";
import { subscriber } from "@tradewind/lambda-kit";

export const handler = subscriber(
  customerMail,
  [orderPlaced, orderFailed, orderPartiallyShipped, orderShipped, orderDelivered, orderCancelled],
  (ctx, event) =>
    Notifications.mailOnce(ctx, event.id, event.data.customerId, (name) => {
      switch (event.type) {
        case "order.placed":
          return orderPlacedMail(name, event.data);
        case "order.failed":
          return orderFailedMail(name, event.data);
        case "order.partially_shipped":
          return orderPartiallyShippedMail(name, event.data);
        case "order.shipped":
          return orderShippedMail(name, event.data);
        case "order.delivered":
          return orderDeliveredMail(name, event.data);
        case "order.cancelled":
          return orderCancelledMail(name, event.data);
      }
    }),
);
