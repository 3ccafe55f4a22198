import { customerMail, customerMailEvents } from "@tradewind/blueprint/areas/notifications";
import { findDraft } from "@tradewind/commerce/drafts";
import * as Mails from "@tradewind/commerce/notifications";
import { contactOf } from "@tradewind/commerce/orders";
import { subscriber } from "@tradewind/lambda-kit";

export const handler = subscriber(customerMail, customerMailEvents, (ctx, event) =>
  Mails.mailOnce(ctx, event.id, async () => {
    if (event.type === "draft.offered") {
      const draft = await findDraft(ctx, event.data.draftId);
      return draft && { to: draft.email, mail: Mails.draftOfferedMail(draft) };
    }
    const { orderId, customerId } = event.data;
    return Mails.toCustomer(customerId, await contactOf(orderId), (name) => {
      switch (event.type) {
        case "order.placed":
          return Mails.orderPlacedMail(name, event.data);
        case "payment.challenged":
          return Mails.paymentChallengedMail(name, event.data);
        case "order.failed":
          return Mails.orderFailedMail(name, event.data);
        case "order.partially_shipped":
          return Mails.orderPartiallyShippedMail(name, event.data);
        case "order.awaiting_stock":
          return Mails.orderAwaitingStockMail(name, event.data);
        case "order.restocked":
          return Mails.orderRestockedMail(name, event.data);
        case "order.shipped":
          return Mails.orderShippedMail(name, event.data);
        case "order.delivered":
          return Mails.orderDeliveredMail(name, event.data);
        case "order.cancelled":
          return Mails.orderCancelledMail(name, event.data);
        case "order.edited":
          return Mails.orderEditedMail(name, event.data);
        case "order.return_requested":
          return Mails.returnRequestedMail(name, event.data);
        case "order.return_approved":
          return Mails.returnApprovedMail(name, event.data);
        case "order.return_refused":
          return Mails.returnRefusedMail(name, event.data);
        case "order.return_lapsed":
          return Mails.returnLapsedMail(name, event.data);
        case "order.return_received":
          return Mails.returnReceivedMail(name, event.data);
        case "order.refunded":
          return Mails.orderRefundedMail(name, event.data);
      }
    });
  }),
);
