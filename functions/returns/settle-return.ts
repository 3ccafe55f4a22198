import { settleReturn } from "@tradewind/blueprint/areas/returns";
import { settle } from "@tradewind/commerce/returns";
import { staffEndpoint } from "../staff/staff-endpoint.ts";

export const handler = staffEndpoint(settleReturn, ({ ctx, params }) =>
  settle(ctx, params.id, params.returnId),
);
