import { replaceAddress } from "@tradewind/blueprint/areas/accounts/addresses";
import * as Addresses from "@tradewind/commerce/addresses";
import { endpoint } from "@tradewind/lambda-kit";

export const handler = endpoint(replaceAddress, ({ ctx, params, body }) =>
  Addresses.replace(ctx, params.id, body),
);
