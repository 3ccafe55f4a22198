import { listAudit } from "@tradewind/blueprint/areas/audit";
import * as Audit from "@tradewind/commerce/audit";
import { staffEndpoint } from "@tradewind/lambda-kit/staff-endpoint";

export const handler = staffEndpoint(listAudit, ({ ctx, query }) => {
  const month = query.month ?? new Date(ctx.clock.now()).toISOString().slice(0, 7);
  return Audit.list({ ...query, month });
});
