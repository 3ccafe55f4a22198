import { receiveReturn } from "@tradewind/blueprint/returns";
import { receive } from "@tradewind/commerce/returns";
import { endpoint } from "@tradewind/lambda-kit";

export const handler = endpoint(receiveReturn, ({ ctx, params, body }) =>
  receive(ctx, params.id, params.returnId, body.lines),
);
