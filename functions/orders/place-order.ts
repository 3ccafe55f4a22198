import { placeOrder } from "@tradewind/blueprint/areas/orders";
import * as Orders from "@tradewind/commerce/orders";
import { endpoint } from "@tradewind/lambda-kit";

export const handler = endpoint(placeOrder, ({ ctx, headers, body }) =>
  Orders.placeCart(ctx, { ...body, idempotencyKey: headers["idempotency-key"] }),
);
