import { blueprint } from "@tradewind/blueprint";
import { type AnyFunction, functionsOf, usesOf } from "@tradewind/blueprint/derived/functions";
import { byName } from "../by-name.ts";
import { placeOf } from "../network/vpcs.ts";
import { fromService, policy } from "../policy.ts";
import { pageHeaders } from "../site/page-headers.ts";
import { gradualReleases, logRetention, physicalName, stage } from "../stage.ts";
import { bundleOf } from "./bundles.ts";
import { linkTo } from "./links.ts";
import { permissionsOf } from "./permissions.ts";

/**
 * SST's own role trusts the whole account and may write to every log group. Ours trusts only
 * Lambda, and its permissions name its own log group. Under `sst dev`, SST's trust policy stays,
 * because the developer's machine assumes the role.
 */
function restrictRole(role: aws.iam.RoleArgs): undefined {
  role.managedPolicyArns = [];
  if (!$dev) role.assumeRolePolicy = policy({ Action: "sts:AssumeRole", Principal: fromService("lambda") });
}

function addressOf(fn: AnyFunction) {
  const place = placeOf(fn);
  if (!place) return {};
  return {
    vpc: { privateSubnets: place.subnets.map(({ id }) => id), securityGroups: [place.functions.id] },
  };
}

export const functions = byName(
  functionsOf(blueprint),
  (fn: AnyFunction) =>
    new sst.aws.Function(
      fn.name,
      {
        ...addressOf(fn),
        name: physicalName(fn.name),
        handler: fn.handler,
        ...bundleOf(fn),
        runtime: "nodejs24.x",
        architecture: "arm64",
        versioning: gradualReleases && fn.kind === "route",
        timeout: `${fn.timeoutSeconds} seconds`,
        memory: `${fn.memoryMb} MB`,
        ...(stage.reservesConcurrency &&
          fn.reservedConcurrency !== undefined && { concurrency: { reserved: fn.reservedConcurrency } }),
        link: usesOf(blueprint, fn).map(({ resource }) => linkTo(resource)),
        permissions: permissionsOf(fn),
        environment: { POWERTOOLS_SERVICE_NAME: $app.name, POWERTOOLS_LOG_LEVEL: stage.logLevel },
        logging: { retention: logRetention },
        transform: {
          function: { tracingConfig: { mode: "Active" } },
          role: restrictRole,
        },
      },
      // A page has the new style only when the policy allows it.
      fn === blueprint.cdn.pages.renderer ? { dependsOn: [pageHeaders] } : {},
    ),
);
