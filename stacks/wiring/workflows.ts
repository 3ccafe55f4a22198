import { blueprint } from "@tradewind/blueprint";
import type { WorkflowDefinition } from "@tradewind/blueprint/language/resources";
import { definitionOf } from "@tradewind/workflows";
import { byName } from "../by-name.ts";
import { functions } from "../functions/functions.ts";
import { workflowName } from "../functions/links.ts";
import { serviceRole } from "../policy.ts";
import { physicalName, stage } from "../stage.ts";

export const workflows = byName(blueprint.workflows, (workflow: WorkflowDefinition) => {
  const tasks = Object.fromEntries(
    Object.entries(workflow.tasks).map(([task, fn]) => [task, functions.of(fn).arn]),
  );
  const logs = new aws.cloudwatch.LogGroup(`${workflow.name}Logs`, {
    // Step Functions writes to log groups of this prefix without a policy for each group.
    name: `/aws/vendedlogs/states/${physicalName(workflow.name)}`,
    retentionInDays: stage.logDays,
  });
  const role = serviceRole(
    `${workflow.name}Role`,
    "states",
    { Action: "lambda:InvokeFunction", Resource: Object.values(tasks) },
    {
      // AWS allows no resource here.
      // https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html
      Action: [
        "logs:CreateLogDelivery",
        "logs:GetLogDelivery",
        "logs:UpdateLogDelivery",
        "logs:DeleteLogDelivery",
        "logs:ListLogDeliveries",
        "logs:PutResourcePolicy",
        "logs:DescribeResourcePolicies",
        "logs:DescribeLogGroups",
      ],
      Resource: "*",
    },
    {
      // https://docs.aws.amazon.com/step-functions/latest/dg/xray-iam.html
      Action: [
        "xray:PutTraceSegments",
        "xray:PutTelemetryRecords",
        "xray:GetSamplingRules",
        "xray:GetSamplingTargets",
      ],
      Resource: "*",
    },
  );
  return new aws.sfn.StateMachine(`${workflow.name}Machine`, {
    name: workflowName(workflow),
    type: workflow.type === "express" ? "EXPRESS" : "STANDARD",
    roleArn: role.arn,
    definition: $resolve(tasks).apply((arns) => JSON.stringify(definitionOf(workflow, (task) => arns[task]))),
    // An Express execution keeps no history: its failures are in these logs only. Executions hold
    // personal data of orders, so their data stays out of the logs.
    loggingConfiguration: {
      level: "ERROR",
      includeExecutionData: false,
      logDestination: $interpolate`${logs.arn}:*`,
    },
    tracingConfiguration: { enabled: true },
  });
});
