import { receiveReturn } from "@tradewind/blueprint/areas/returns";
import { receive } from "@tradewind/commerce/returns";
import { staffEndpoint } from "@tradewind/lambda-kit/staff-endpoint";

export const handler = staffEndpoint(receiveReturn, ({ ctx, params, body }) =>
  receive(ctx, params.id, params.returnId, body.lines),
);
