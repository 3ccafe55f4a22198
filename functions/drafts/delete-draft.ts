import { deleteDraft as route } from "@tradewind/blueprint/areas/drafts";
import { deleteDraft } from "@tradewind/commerce/drafts";
import { staffEndpoint } from "@tradewind/lambda-kit/staff-endpoint";

export const handler = staffEndpoint(route, ({ ctx, params }) => deleteDraft(ctx, params.id));
