/**
 * An API in the recovery region that answers every request with 503 `unavailable`. It answers while
 * the home region is down and the shop does not run here yet, so that clients do not wait for a
 * region that is gone.
 */

import { physicalName } from "../stage.ts";
import { gatewayResponse } from "./gateway-problems.ts";

const name = "Standby";

export function standBy(domain: aws.apigateway.DomainName, region: string): void {
  const api = new aws.apigateway.RestApi(name, {
    region,
    name: physicalName(name),
    endpointConfiguration: { types: "REGIONAL" },
    disableExecuteApiEndpoint: true,
  });
  // API Gateway answers requests without a route as a missing token. An API needs at least one
  // route.
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
