import type { NetworkDefinition } from "@tradewind/blueprint/language/resources";
import { serviceRole } from "../policy.ts";
import { physicalName, stage } from "../stage.ts";

/** Logs the connections of a network, without their content. */
export function recordFlows({ name, tags }: NetworkDefinition, vpc: aws.ec2.Vpc, region: string): void {
  const logs = new aws.cloudwatch.LogGroup(`${name}Flows`, {
    region,
    name: `/aws/vpc/${physicalName(name)}`,
    retentionInDays: stage.logDays,
    tags,
  });
  const role = serviceRole(`${name}FlowsRole`, "vpc-flow-logs", {
    Action: ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"],
    Resource: $interpolate`${logs.arn}:*`,
  });
  new aws.ec2.FlowLog(`${name}FlowLog`, {
    region,
    vpcId: vpc.id,
    trafficType: "ALL",
    logDestination: logs.arn,
    iamRoleArn: role.arn,
    tags,
  });
}
