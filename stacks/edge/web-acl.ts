import { blueprint } from "@tradewind/blueprint";
import { physicalName, stage } from "../stage.ts";
import { cdnProof } from "./cdn-proof.ts";
import { customResponseBodies, visible, webAclRules } from "./web-acl-rules.ts";

const { cdn, firewall } = blueprint;

/** The places of a web ACL, as WAF names them in its scope and in its inspection of bodies. */
const PLACES = {
  api: { scope: "REGIONAL", bodies: "apiGateway" },
  cdn: { scope: "CLOUDFRONT", bodies: "cloudfront" },
} as const;

/**
 * A web ACL with the blueprint's firewall, whose log has what a rule stopped or counted, without
 * credentials. CloudFront's is in
 * us-east-1.
 */
export function webAcl(name: string, place: keyof typeof PLACES): aws.wafv2.WebAcl {
  const { scope, bodies } = PLACES[place];
  const region = place === "cdn" ? "us-east-1" : stage.region;
  const acl = new aws.wafv2.WebAcl(name, {
    region,
    name: physicalName(name),
    scope,
    defaultAction: { allow: {} },
    rules: webAclRules(place === "api" ? cdnProof?.value : undefined),
    customResponseBodies,
    associationConfig: {
      requestBodies: [{ [bodies]: { defaultSizeInspectionLimit: `KB_${firewall.largestBodyKb}` } }],
    },
    visibilityConfig: visible(name),
  });
  const logs = new aws.cloudwatch.LogGroup(`${name}Logs`, {
    region,
    // WAF accepts only log groups with this prefix. https://docs.aws.amazon.com/waf/latest/developerguide/logging-cw-logs.html
    name: `aws-waf-logs-${physicalName(name)}`,
    retentionInDays: stage.logDays,
  });
  new aws.wafv2.WebAclLoggingConfiguration(`${name}Logging`, {
    region,
    resourceArn: acl.arn,
    logDestinationConfigs: [logs.arn],
    redactedFields: [
      ...["authorization", "cookie", "cart-token", cdn.proofHeader].map((name) => ({
        singleHeader: { name },
      })),
      { queryString: {} },
    ],
    // Requests that pass are in the API's own log.
    loggingFilter: {
      defaultBehavior: "DROP",
      filters: [
        {
          behavior: "KEEP",
          requirement: "MEETS_ANY",
          conditions: ["BLOCK", "COUNT", "CAPTCHA", "CHALLENGE"].map((action) => ({
            actionCondition: { action },
          })),
        },
      ],
    },
  });
  return acl;
}
