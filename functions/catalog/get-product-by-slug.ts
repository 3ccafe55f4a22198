import { getProductBySlug } from "@tradewind/blueprint/areas/catalog";
import * as Catalog from "@tradewind/commerce/catalog";
import { endpoint } from "@tradewind/lambda-kit";

export const handler = endpoint(getProductBySlug, ({ ctx, params }) => Catalog.getBySlug(ctx, params.slug));
