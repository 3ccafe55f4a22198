import { settleReturn } from "@tradewind/blueprint/returns";
import { settle } from "@tradewind/commerce/returns";
import { endpoint } from "@tradewind/lambda-kit";

export const handler = endpoint(settleReturn, ({ ctx, params }) => settle(ctx, params.id, params.returnId));
