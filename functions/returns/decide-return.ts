import { decideReturn } from "@tradewind/blueprint/returns";
import { decide } from "@tradewind/commerce/returns";
import { endpoint } from "@tradewind/lambda-kit";

export const handler = endpoint(decideReturn, ({ ctx, params, body }) =>
  decide(ctx, params.id, params.returnId, body),
);
