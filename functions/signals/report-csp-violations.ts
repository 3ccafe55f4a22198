import { reportCspViolations } from "@tradewind/blueprint/areas/signals";
import { keepViolations } from "@tradewind/commerce/signals";
import { endpoint } from "@tradewind/lambda-kit";

export const handler = endpoint(reportCspViolations, ({ ctx, body }) => keepViolations(ctx, body));
