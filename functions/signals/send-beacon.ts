import { sendBeacon } from "@tradewind/blueprint/areas/signals";
import { keepBeacon } from "@tradewind/commerce/signals";
import { endpoint } from "@tradewind/lambda-kit";

export const handler = endpoint(sendBeacon, ({ ctx, body }) => keepBeacon(ctx, body));
