import { createDraft as route } from "@tradewind/blueprint/areas/drafts";
import { createDraft } from "@tradewind/commerce/drafts";
import { staffEndpoint } from "@tradewind/lambda-kit/staff-endpoint";

export const handler = staffEndpoint(route, ({ ctx, body }) => createDraft(ctx, body));
