import { getProduct } from "@tradewind/blueprint/areas/catalog";
import * as Catalog from "@tradewind/commerce/catalog";
import { endpoint } from "@tradewind/lambda-kit";

export const handler = endpoint(getProduct, ({ ctx, params }) => Catalog.get(ctx, params.id));
