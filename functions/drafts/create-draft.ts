import { createDraft as route } from "@tradewind/blueprint/areas/drafts";
import { createDraft } from "@tradewind/commerce/drafts";
import { staffEndpoint } from "../staff/staff-endpoint.ts";

export const handler = staffEndpoint(route, ({ ctx, body }) => createDraft(ctx, body));
