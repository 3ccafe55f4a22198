import { addOrderNote } from "@tradewind/blueprint/areas/order-admin";
import * as OrderAdmin from "@tradewind/commerce/order-admin";
import { staffEndpoint } from "@tradewind/lambda-kit/staff-endpoint";

export const handler = staffEndpoint(addOrderNote, ({ ctx, params, body }) =>
  OrderAdmin.addNote(ctx, params.id, body.text),
);
