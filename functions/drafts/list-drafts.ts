import { listDrafts as route } from "@tradewind/blueprint/areas/drafts";
import { listDrafts } from "@tradewind/commerce/drafts";
import { staffEndpoint } from "@tradewind/lambda-kit/staff-endpoint";

export const handler = staffEndpoint(route, ({ ctx, query }) => listDrafts(ctx, query));
