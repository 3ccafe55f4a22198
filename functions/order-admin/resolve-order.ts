import { resolveOrder } from "@tradewind/blueprint/areas/order-admin";
import * as OrderAdmin from "@tradewind/commerce/order-admin";
import { staffEndpoint } from "@tradewind/lambda-kit/staff-endpoint";

export const handler = staffEndpoint(resolveOrder, ({ ctx, params, body }) =>
  OrderAdmin.resolve(ctx, params.id, body),
);
