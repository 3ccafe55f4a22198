import { listCartShippingMethods } from "@tradewind/blueprint/areas/logistics";
import { shippingOptions } from "@tradewind/commerce/cart";
import { endpoint } from "@tradewind/lambda-kit";

export const handler = endpoint(listCartShippingMethods, async ({ ctx, query }) => ({
  items: await shippingOptions(ctx, query),
}));
