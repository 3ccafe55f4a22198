import { getDraft } from "@tradewind/blueprint/areas/drafts";
import { ownDraft } from "@tradewind/commerce/drafts";
import { endpoint } from "@tradewind/lambda-kit";

export const handler = endpoint(getDraft, ({ ctx, params }) => ownDraft(ctx, params.id));
