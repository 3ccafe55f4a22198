import { listShippingMethods } from "@tradewind/blueprint/areas/logistics";
import { shippingOptions } from "@tradewind/commerce/logistics/rates";
import { endpoint } from "@tradewind/lambda-kit";

export const handler = endpoint(
  listShippingMethods,
  async ({ query: { country, postalCode, subtotal, weightGrams } }) => ({
    items: shippingOptions({ country, postalCode }, { subtotal, weightGrams }),
  }),
);
