import { blueprint } from "@tradewind/blueprint";
import type { Route } from "@tradewind/blueprint/language/define";
import { literal } from "./gateway-problems.ts";

interface DeployedRoute {
  nodes: { integration: aws.apigateway.Integration };
}

/**
 * Adds a method for the browsers' OPTIONS requests to each path. `deployed` holds the resources of
 * `routes`, in the same order.
 */
export function preflight(
  routes: readonly Route[],
  deployed: readonly DeployedRoute[],
  restApi: $util.Input<string>,
): $util.Resource[] {
  const paths = Map.groupBy(
    routes.map((route, index) => ({ route, deployed: deployed[index] })),
    ({ route }) => route.path,
  );
  return [...paths.values()].flatMap((group) => {
    const [first] = group;
    if (!first?.deployed) return [];
    const name = `Preflight${first.route.name}`;
    const methods = group.map(({ route }) => route.method);
    return optionsMethod(name, { restApi, resourceId: first.deployed.nodes.integration.resourceId }, methods);
  });
}

function optionsMethod(
  name: string,
  at: { restApi: $util.Input<string>; resourceId: $util.Input<string> },
  methods: readonly string[],
): $util.Resource[] {
  const headers = preflightHeaders(methods);
  const parameters = <Value>(value: (header: string) => Value) =>
    Object.fromEntries(
      Object.keys(headers).map((header) => [`method.response.header.${header}`, value(header)]),
    );
  const method = new aws.apigateway.Method(name, { ...at, httpMethod: "OPTIONS", authorization: "NONE" });
  const httpMethod = method.httpMethod;
  const response = new aws.apigateway.MethodResponse(`${name}Response`, {
    ...at,
    httpMethod,
    statusCode: "204",
    responseParameters: parameters(() => true),
  });
  const integration = new aws.apigateway.Integration(`${name}Integration`, {
    ...at,
    httpMethod,
    type: "MOCK",
    requestTemplates: { "application/json": `{"statusCode": 204}` },
  });
  const integrationResponse = new aws.apigateway.IntegrationResponse(
    `${name}IntegrationResponse`,
    {
      ...at,
      httpMethod,
      statusCode: response.statusCode,
      responseParameters: parameters((header) => headers[header] ?? ""),
    },
    { dependsOn: [integration] },
  );
  return [method, response, integration, integrationResponse];
}

/** The headers of the answer to a preflight request. */
function preflightHeaders(methods: readonly string[]): Record<string, string> {
  const { origins, headers, maxAgeSeconds } = blueprint.gateway.cors;
  return {
    "Access-Control-Allow-Origin": literal(origins.join(",")),
    "Access-Control-Allow-Headers": literal(headers.join(",")),
    "Access-Control-Allow-Methods": literal([...methods, "OPTIONS"].join(",")),
    "Access-Control-Max-Age": literal(String(maxAgeSeconds)),
  };
}
