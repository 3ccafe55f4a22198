import { undoOrder } from "@tradewind/blueprint/areas/order-admin";
import * as OrderAdmin from "@tradewind/commerce/order-admin";
import { staffEndpoint } from "@tradewind/lambda-kit/staff-endpoint";

export const handler = staffEndpoint(undoOrder, ({ ctx, params, body }) =>
  OrderAdmin.undo(ctx, params.id, body.reason),
);
