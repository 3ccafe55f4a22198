import { placeOrder } from "@tradewind/blueprint/areas/orders";
import * as Orders from "@tradewind/commerce/orders";
import { endpoint } from "@tradewind/lambda-kit";

export const handler = endpoint(placeOrder, ({ ctx, caller, headers, body }) =>
  Orders.placeCart(ctx, { ...body, contact: caller.contact, idempotencyKey: headers["idempotency-key"] }),
);
