import { deleteAddress } from "@tradewind/blueprint/areas/accounts/addresses";
import * as Addresses from "@tradewind/commerce/addresses";
import { endpoint } from "@tradewind/lambda-kit";

export const handler = endpoint(deleteAddress, ({ ctx, params }) => Addresses.remove(ctx, params.id));
