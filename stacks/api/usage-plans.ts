import { blueprint } from "@tradewind/blueprint";
import { byName } from "../by-name.ts";
import { physicalName } from "../stage.ts";
import { api } from "./rest-api.ts";

export const usagePlans = byName(
  blueprint.usagePlans,
  ({ name, throttle, requestsPerDay }) =>
    new aws.apigateway.UsagePlan(name, {
      name: physicalName(name),
      apiStages: [{ apiId: api.nodes.api.id, stage: api.nodes.stage?.stageName ?? "" }],
      throttleSettings: { rateLimit: throttle.rate, burstLimit: throttle.burst },
      quotaSettings: { limit: requestsPerDay, period: "DAY" },
    }),
);
