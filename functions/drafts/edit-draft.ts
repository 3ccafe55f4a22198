import { editDraft as route } from "@tradewind/blueprint/areas/drafts";
import { editDraft } from "@tradewind/commerce/drafts";
import { staffEndpoint } from "@tradewind/lambda-kit/staff-endpoint";

export const handler = staffEndpoint(route, ({ ctx, params, body }) => editDraft(ctx, params.id, body));
