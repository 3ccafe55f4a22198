import { signUp } from "@tradewind/blueprint/identity";
import { Identity } from "@tradewind/commerce/identity";
import { endpoint } from "@tradewind/lambda-kit";

export const handler = endpoint(signUp, ({ body }) => Identity.signUp(body));
