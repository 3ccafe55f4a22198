import { checkout, verifyAccessToken } from "@tradewind/commerce/identity";
import { authorizer } from "@tradewind/lambda-kit";

export const handler = authorizer(verifyAccessToken, checkout);
