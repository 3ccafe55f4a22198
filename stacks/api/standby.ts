/**
 * What answers in the recovery region while the home region does not, until the shop is brought up there: every request gets
 * 503 `unavailable` at once, and is not kept waiting for a region that is gone.
 */
import { gatewayResponse } from "./gateway-problems.ts";
import { physicalName } from "../stage.ts";

const name = "Standby";

export function standBy(domain: aws.apigateway.DomainName, region: string): void {
  const api = new aws.apigateway.RestApi(name, {
    region,
    name: physicalName(name),
    endpointConfiguration: { types: "REGIONAL" },
    disableExecuteApiEndpoint: true,
  });
  // API Gateway answers what it has no route for as a missing token; one route there must be.
  const answer = new aws.apigateway.Response(`${name}Answer`, {
    region,
    restApiId: api.id,
    responseType: "MISSING_AUTHENTICATION_TOKEN",
    ...gatewayResponse("unavailable"),
  });
  const method = new aws.apigateway.Method(`${name}Method`, {
    region,
    restApi: api.id,
    resourceId: api.rootResourceId,
    httpMethod: "OPTIONS",
    authorization: "NONE",
  });
  const integration = new aws.apigateway.Integration(`${name}Integration`, {
    region,
    restApi: api.id,
    resourceId: api.rootResourceId,
    httpMethod: method.httpMethod,
    type: "MOCK",
  });
  const deployment = new aws.apigateway.Deployment(
    `${name}Deployment`,
    { region, restApi: api.id },
    { dependsOn: [answer, integration] },
  );
  const stage = new aws.apigateway.Stage(`${name}Stage`, {
    region,
    restApi: api.id,
    deployment: deployment.id,
    stageName: "standby",
  });
  new aws.apigateway.BasePathMapping(`${name}Mapping`, {
    region,
    domainName: domain.domainName,
    restApi: api.id,
    stageName: stage.stageName,
  });
}
