import { listAddresses } from "@tradewind/blueprint/areas/accounts/addresses";
import * as Addresses from "@tradewind/commerce/addresses";
import { endpoint } from "@tradewind/lambda-kit";

export const handler = endpoint(listAddresses, ({ ctx }) => Addresses.list(ctx));
