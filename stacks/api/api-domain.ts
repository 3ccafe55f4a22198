import { blueprint } from "@tradewind/blueprint";
import { alarm } from "../channels/alarm-topics.ts";
import { certificateFor, type HostedZone, hostedZone } from "../network/domain.ts";
import { stage } from "../stage.ts";
import { api } from "./rest-api.ts";
import { standBy } from "./standby.ts";

const { name, stage: apiStage } = blueprint.api;
const HTTPS = 443;

if (stage.domain && hostedZone) nameApi(stage.domain.api, hostedZone);

function nameApi(domainName: string, zone: HostedZone): void {
  const domain = regionalDomain(`${name}Domain`, domainName, stage.region, zone);
  new aws.apigateway.BasePathMapping(`${name}DomainMapping`, {
    domainName: domain.domainName,
    restApi: api.nodes.api.id,
    stageName: apiStage,
  });
  const alias = aliasOf(domain);
  if (!stage.recovery) {
    new aws.route53.Record(`${name}Record`, {
      zoneId: zone.zoneId,
      name: domainName,
      type: "A",
      aliases: [alias],
    });
    return;
  }
  const health = checkHealth();
  new aws.route53.Record(`${name}Record`, {
    zoneId: zone.zoneId,
    name: domainName,
    type: "A",
    aliases: [alias],
    setIdentifier: "home",
    failoverRoutingPolicies: [{ type: "PRIMARY" }],
    healthCheckId: health.id,
  });
  const standby = regionalDomain(`${name}StandbyDomain`, domainName, stage.recovery.region, zone);
  standBy(standby, stage.recovery.region);
  new aws.route53.Record(`${name}StandbyRecord`, {
    zoneId: zone.zoneId,
    name: domainName,
    type: "A",
    aliases: [aliasOf(standby)],
    setIdentifier: "standby",
    failoverRoutingPolicies: [{ type: "SECONDARY" }],
  });
}

function regionalDomain(logicalName: string, domainName: string, region: string, zone: HostedZone) {
  return new aws.apigateway.DomainName(logicalName, {
    region,
    domainName,
    endpointConfiguration: { types: "REGIONAL" },
    regionalCertificateArn: certificateFor(logicalName, domainName, region, zone),
    securityPolicy: "TLS_1_2",
  });
}

function aliasOf({ regionalDomainName, regionalZoneId }: aws.apigateway.DomainName) {
  return { name: regionalDomainName, zoneId: regionalZoneId, evaluateTargetHealth: false };
}

/**
 * Checks the home region's own address from several continents. The shop's name may already lead to
 * the other region.
 */
function checkHealth(): aws.route53.HealthCheck {
  const health = new aws.route53.HealthCheck(`${name}Health`, {
    type: "HTTPS",
    fqdn: $interpolate`${api.nodes.api.id}.execute-api.${stage.region}.amazonaws.com`,
    port: HTTPS,
    resourcePath: `/${apiStage}${blueprint.healthCheck.path}`,
    requestInterval: 30,
    failureThreshold: 3,
    measureLatency: true,
  });
  alarm(`${name}Unhealthy`, {
    alarmDescription: "The home region does not answer. See docs/deploy.md for the failover.",
    namespace: "AWS/Route53",
    metricName: "HealthCheckStatus",
    dimensions: { HealthCheckId: health.id },
    statistic: "Minimum",
    period: 60,
    evaluationPeriods: 3,
    comparisonOperator: "LessThanThreshold",
    threshold: 1,
  });
  return health;
}
