import { settleReturn } from "@tradewind/blueprint/areas/returns";
import { settle } from "@tradewind/commerce/returns";
import { staffEndpoint } from "@tradewind/lambda-kit/staff-endpoint";

export const handler = staffEndpoint(settleReturn, ({ ctx, params }) =>
  settle(ctx, params.id, params.returnId),
);
