import { decideReturn } from "@tradewind/blueprint/areas/returns";
import { decide } from "@tradewind/commerce/returns";
import { staffEndpoint } from "@tradewind/lambda-kit/staff-endpoint";

export const handler = staffEndpoint(decideReturn, ({ ctx, params, body }) =>
  decide(ctx, params.id, params.returnId, body),
);
