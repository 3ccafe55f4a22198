import { getHealth } from "@tradewind/blueprint/system";
import { endpoint } from "@tradewind/lambda-kit";

export const handler = endpoint(getHealth, async () => ({ status: "ok" as const }));
