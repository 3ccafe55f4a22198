import { getReturnLabel } from "@tradewind/blueprint/areas/returns";
import { labelOf } from "@tradewind/commerce/returns";
import { endpoint } from "@tradewind/lambda-kit";

export const handler = endpoint(getReturnLabel, ({ ctx, params }) =>
  labelOf(ctx, params.id, params.returnId),
);
