import { blueprint } from "@tradewind/blueprint";
import { physicalName } from "../stage.ts";
import { api } from "./rest-api.ts";

for (const { name, throttle, requestsPerDay } of blueprint.usagePlans)
  new aws.apigateway.UsagePlan(name, {
    name: physicalName(name),
    apiStages: [{ apiId: api.nodes.api.id, stage: api.nodes.stage?.stageName ?? "" }],
    throttleSettings: { rateLimit: throttle.rate, burstLimit: throttle.burst },
    quotaSettings: { limit: requestsPerDay, period: "DAY" },
  });
