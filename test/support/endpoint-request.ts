import type { APIGatewayProxyEvent, Context as LambdaContext } from "aws-lambda";

/** The context of an invocation that has ten seconds left. */
export const lambdaContext = {
  awsRequestId: "request-1",
  getRemainingTimeInMillis: () => 10_000,
} as LambdaContext;

/** A customer puts two units of A-1 into the cart, as the gateway hands it to an endpoint. */
export function request(overrides: Partial<APIGatewayProxyEvent> = {}): APIGatewayProxyEvent {
  return {
    httpMethod: "POST",
    path: "/cart/items",
    resource: "/cart/items",
    headers: { "Content-Type": "application/json" },
    multiValueHeaders: {},
    queryStringParameters: null,
    multiValueQueryStringParameters: null,
    pathParameters: null,
    stageVariables: null,
    body: JSON.stringify({ sku: "A-1", quantity: 2 }),
    isBase64Encoded: false,
    requestContext: {
      requestId: "gateway-request",
      requestTimeEpoch: Date.now(),
      identity: { sourceIp: "127.0.0.1" },
      authorizer: { sub: "customer-1", groups: "customer" },
    },
    ...overrides,
  } as APIGatewayProxyEvent;
}
