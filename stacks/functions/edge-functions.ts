import { blueprint } from "@tradewind/blueprint";
import type { EdgeFunctionDefinition } from "@tradewind/blueprint/language/define";
import { byName } from "../by-name.ts";
import { policy } from "../policy.ts";
import { physicalName } from "../stage.ts";
import { bundleOf } from "./bundles.ts";

/** Edge functions are created in this region, and CloudFront copies them to all others. */
const EDGE_REGION = "us-east-1";

/**
 * Applies the restrictions on Lambda@Edge functions.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-at-edge-function-restrictions.html
 */
function restrictToEdge(fn: aws.lambda.FunctionArgs): undefined {
  fn.region = EDGE_REGION;
  // CloudFront accepts only numbered versions.
  fn.publish = true;
  delete fn.environment;
  // CloudFront names the log group and writes to it in the visitor's region.
  delete fn.loggingConfig;
}

const edgeTrust = policy({
  Action: "sts:AssumeRole",
  Principal: { Service: ["lambda.amazonaws.com", "edgelambda.amazonaws.com"] },
});

/**
 * These functions run at the edge even under `sst dev`. They may only write logs, in any region.
 */
export const edgeFunctions = byName(
  blueprint.edgeFunctions,
  (fn: EdgeFunctionDefinition) =>
    new sst.aws.Function(fn.name, {
      name: physicalName(fn.name),
      handler: fn.handler,
      ...bundleOf(fn),
      runtime: "nodejs24.x",
      architecture: "x86_64",
      timeout: `${fn.timeoutSeconds} seconds`,
      memory: `${fn.memoryMb} MB`,
      dev: false,
      logging: false,
      transform: {
        function: restrictToEdge,
        role: (role) => {
          role.managedPolicyArns = [];
          role.assumeRolePolicy = edgeTrust;
          role.inlinePolicies = [{ name: "logs", policy: logsOf(fn.name) }];
        },
      },
    }),
);

function logsOf(name: string) {
  return policy({
    Action: ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"],
    Resource: $interpolate`arn:aws:logs:*:${aws.getCallerIdentityOutput().accountId}:log-group:/aws/lambda/${EDGE_REGION}.${physicalName(name)}:*`,
  });
}
