import { getHealth } from "@tradewind/blueprint/areas/system";
import { endpoint } from "@tradewind/lambda-kit";

export const handler = endpoint(getHealth, async () => ({ status: "ok" as const }));
