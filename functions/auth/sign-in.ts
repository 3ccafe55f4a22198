import { signIn } from "@tradewind/blueprint/identity";
import { Identity } from "@tradewind/commerce/identity";
import { endpoint } from "@tradewind/lambda-kit";

export const handler = endpoint(signIn, ({ body }) => Identity.signIn(body));
