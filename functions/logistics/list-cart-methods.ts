import { listCartShippingMethods } from "@tradewind/blueprint/areas/logistics";
import { cartShippingOptions } from "@tradewind/commerce/logistics";
import { endpoint } from "@tradewind/lambda-kit";

export const handler = endpoint(listCartShippingMethods, async ({ ctx, query }) => ({
  items: await cartShippingOptions(ctx, query),
}));
