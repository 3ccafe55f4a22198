import { confirmSignUp } from "@tradewind/blueprint/identity";
import { Identity } from "@tradewind/commerce/identity";
import { endpoint } from "@tradewind/lambda-kit";

export const handler = endpoint(confirmSignUp, ({ body }) => Identity.confirm(body));
