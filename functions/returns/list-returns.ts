import { listReturns as route } from "@tradewind/blueprint/areas/returns";
import { listReturns } from "@tradewind/commerce/returns";
import { endpoint } from "@tradewind/lambda-kit";

export const handler = endpoint(route, ({ ctx, params }) => listReturns(ctx, params.id));
