import { editOrder } from "@tradewind/blueprint/order-admin";
import { OrderAdmin } from "@tradewind/commerce/order-admin";
import { endpoint } from "@tradewind/lambda-kit";

export const handler = endpoint(editOrder, ({ ctx, params, body }) => OrderAdmin.edit(ctx, params.id, body));
