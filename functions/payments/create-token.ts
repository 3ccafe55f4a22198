import { createPaymentToken } from "@tradewind/blueprint/areas/payments";
import * as Payments from "@tradewind/commerce/payments";
import { endpoint } from "@tradewind/lambda-kit";

export const handler = endpoint(createPaymentToken, ({ ctx, body }) => Payments.tokenize(ctx, body));
