import { editDraft as route } from "@tradewind/blueprint/drafts";
import { editDraft } from "@tradewind/commerce/drafts";
import { staffEndpoint } from "../staff/staff-endpoint.ts";

export const handler = staffEndpoint(route, ({ ctx, params, body }) => editDraft(ctx, params.id, body));
