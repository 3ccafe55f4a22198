import { blueprint } from "@tradewind/blueprint";
import { api } from "./api.ts";
import { physicalName, stage } from "./stage.ts";
import { visible, webAclRules } from "./web-acl-rules.ts";

const { firewall: definition } = blueprint;

function createFirewall() {
  const acl = new aws.wafv2.WebAcl(definition.name, {
    name: physicalName(definition.name),
    scope: "REGIONAL",
    defaultAction: { allow: {} },
    rules: webAclRules(definition),
    associationConfig: {
      requestBodies: [{ apiGateway: { defaultSizeInspectionLimit: `KB_${definition.largestBodyKb}` } }],
    },
    visibilityConfig: visible(definition.name),
  });
  const association = new aws.wafv2.WebAclAssociation(`${definition.name}OfApi`, {
    webAclArn: acl.arn,
    resourceArn: api.nodes.stage?.arn ?? "",
  });
  const logs = new aws.cloudwatch.LogGroup(`${definition.name}Logs`, {
    // WAF wants the prefix. https://docs.aws.amazon.com/waf/latest/developerguide/logging-cw-logs.html
    name: `aws-waf-logs-${physicalName(definition.name)}`,
    retentionInDays: stage.logDays,
  });
  const logging = new aws.wafv2.WebAclLoggingConfiguration(`${definition.name}Logging`, {
    resourceArn: acl.arn,
    logDestinationConfigs: [logs.arn],
    redactedFields: ["authorization", "cookie"].map((name) => ({ singleHeader: { name } })),
  });
  return { acl, association, logging };
}

export const firewall = stage.firewall ? createFirewall() : undefined;
