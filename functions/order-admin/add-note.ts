import { addOrderNote } from "@tradewind/blueprint/order-admin";
import { OrderAdmin } from "@tradewind/commerce/order-admin";
import { endpoint } from "@tradewind/lambda-kit";

export const handler = endpoint(addOrderNote, ({ ctx, params, body }) =>
  OrderAdmin.addNote(ctx, params.id, body.text),
);
