import {
  ApiGateway,
  type ApiGatewayOptions,
  type GatewayResponse,
  type RestApi,
  type RestRoute,
} from "../../../../packages/local-cloud/src/api-gateway/index.ts";
import { VirtualClock } from "../../../../packages/local-cloud/src/kernel/clock.ts";
import { createKernel, type Kernel } from "../../../../packages/local-cloud/src/kernel/kernel.ts";
import { seededRandom } from "../../../../packages/local-cloud/src/kernel/random.ts";
import { Lambda, type LambdaHandler } from "../../../../packages/local-cloud/src/lambda/index.ts";

interface Call {
  headers?: Record<string, string | string[]>;
  body?: string | Buffer;
  sourceIp?: string;
}

/** A gateway over inline functions, on a virtual clock. */
export interface TestGateway {
  kernel: Kernel;
  clock: VirtualClock;
  gateway: ApiGateway;
  /** Events received, by function. */
  events(name: string): ProxyEvent[];
  call(method: string, target: string, call?: Call): Promise<GatewayResponse>;
}

/** The members of a proxy event that tests read. */
export interface ProxyEvent {
  resource: string;
  path: string;
  httpMethod: string;
  headers: Record<string, string>;
  multiValueHeaders: Record<string, string[]>;
  queryStringParameters: Record<string, string> | null;
  multiValueQueryStringParameters: Record<string, string[]> | null;
  pathParameters: Record<string, string> | null;
  stageVariables: Record<string, string> | null;
  requestContext: {
    requestId: string;
    extendedRequestId: string;
    requestTime: string;
    requestTimeEpoch: number;
    resourceId: string;
    resourcePath: string;
    apiId: string;
    stage: string;
    path: string;
    identity: { sourceIp: string; userAgent: string | null };
    authorizer?: Record<string, unknown>;
  };
  body: string | null;
  isBase64Encoded: boolean;
  type?: string;
  authorizationToken?: string;
  methodArn?: string;
}

/** A route with the defaults of most tests. */
export function route(method: RestRoute["method"], path: string, more: Partial<RestRoute> = {}): RestRoute {
  return { name: `${method} ${path}`, method, path, function: "echo", authorizer: "none", ...more };
}

export const OK: LambdaHandler = () => ({ statusCode: 200, body: "ok" });

export function startGateway(
  api: Partial<RestApi>,
  functions: Record<string, LambdaHandler> = {},
  options: ApiGatewayOptions = {},
): TestGateway {
  const clock = new VirtualClock();
  const kernel = createKernel({ clock, random: seededRandom(7) });
  const lambda = new Lambda(kernel);
  const received = new Map<string, ProxyEvent[]>();
  for (const [name, handler] of Object.entries({ echo: OK, ...functions })) {
    received.set(name, []);
    lambda.define({
      name,
      timeoutMs: 60_000,
      load: () => (event, context) => {
        received.get(name)?.push(event as ProxyEvent);
        return handler(event, context);
      },
    });
  }
  const gateway = new ApiGateway(
    kernel,
    lambda,
    {
      name: "shop",
      stage: "test",
      routes: [],
      authorizers: {},
      throttle: { rate: 10_000, burst: 5_000 },
      ...api,
    },
    options,
  );
  return {
    kernel,
    clock,
    gateway,
    events: (name) => received.get(name) ?? [],
    call: (method, target, { headers = {}, body, sourceIp = "203.0.113.9" } = {}) =>
      gateway.handle({
        method,
        target,
        rawHeaders: Object.entries({ Host: "shop.example", "User-Agent": "test", ...headers }).flatMap(
          ([name, value]) => [value].flat().flatMap((one) => [name, one]),
        ),
        ...(body === undefined ? {} : { body: Buffer.from(body) }),
        sourceIp,
      }),
  };
}

/** Lets started work run until its next timer. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
