import { requestReturn as route } from "@tradewind/blueprint/areas/returns";
import { requestReturn } from "@tradewind/commerce/returns";
import { endpoint } from "@tradewind/lambda-kit";

export const handler = endpoint(route, ({ ctx, params, headers, body }) =>
  requestReturn(ctx, params.id, { ...body, idempotencyKey: headers["idempotency-key"] }),
);
