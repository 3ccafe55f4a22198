import { listDrafts as route } from "@tradewind/blueprint/areas/drafts";
import { listDrafts } from "@tradewind/commerce/drafts";
import { staffEndpoint } from "../staff/staff-endpoint.ts";

export const handler = staffEndpoint(route, ({ ctx, query }) => listDrafts(ctx, query));
