import { getAvailability } from "@tradewind/blueprint/areas/catalog";
import * as Catalog from "@tradewind/commerce/catalog";
import { endpoint } from "@tradewind/lambda-kit";

export const handler = endpoint(getAvailability, ({ ctx, params }) => Catalog.availability(ctx, params.id));
