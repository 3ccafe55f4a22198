import { listCategories } from "@tradewind/blueprint/areas/catalog";
import * as Catalog from "@tradewind/commerce/catalog";
import { endpoint } from "@tradewind/lambda-kit";

export const handler = endpoint(listCategories, () => Catalog.categories());
