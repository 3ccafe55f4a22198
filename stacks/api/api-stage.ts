import { createHash } from "node:crypto";
import { blueprint } from "@tradewind/blueprint";
import { stage } from "../stage.ts";

/** The access log's members. Queries and headers are left out, since they may hold secrets. */
const ACCESS_LOG = {
  requestId: "$context.requestId",
  time: "$context.requestTime",
  method: "$context.httpMethod",
  route: "$context.resourcePath",
  status: "$context.status",
  latency: "$context.responseLatency",
  integrationLatency: "$context.integration.latency",
  integrationStatus: "$context.integration.integrationStatus",
  error: "$context.error.responseType",
  caller: "$context.authorizer.principalId",
  ip: "$context.identity.sourceIp",
  wafStatus: "$context.wafResponseCode",
  trace: "$context.xrayTraceId",
};

/** Adds settings of the API's stage that SST's component lacks. */
export function apiStage(args: aws.apigateway.StageArgs): undefined {
  args.stageName = blueprint.api.stage;
  args.xrayTracingEnabled = true;
  args.cacheClusterEnabled = stage.apiCacheGb !== undefined;
  if (stage.apiCacheGb) args.cacheClusterSize = stage.apiCacheGb;
  const settings = args.accessLogSettings as aws.types.input.apigateway.StageAccessLogSettings;
  args.accessLogSettings = { ...settings, format: JSON.stringify(ACCESS_LOG) };
}

/**
 * A deployment is a snapshot of the API. It waits for all parts, and a change of any part makes a
 * new one.
 */
export function snapshotApi(
  args: aws.apigateway.DeploymentArgs,
  options: $util.CustomResourceOptions,
  parts: () => $util.Resource[],
): undefined {
  const { api, gateway } = blueprint;
  const snapshot = JSON.stringify([api, gateway.errors, gateway.cors]);
  const own = { blueprint: createHash("sha256").update(snapshot).digest("hex") };
  args.triggers = $output(args.triggers ?? {}).apply((triggers) => ({ ...triggers, ...own }));
  options.dependsOn = parts();
}
