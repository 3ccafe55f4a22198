/** Endpoints that are called within the process of another function. */
import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from "aws-lambda";
import type { Route } from "@tradewind/blueprint/language/define";

/** Rules that let a caller without a token pass. */
const OPEN: readonly unknown[] = ["none", "optional"];

type Endpoint = (event: APIGatewayProxyEvent, context: Context) => Promise<APIGatewayProxyResult>;

/**
 * Returns a function that answers a GET of an address such as `/products?limit=1`, by the endpoint
 * of its route. Other addresses get 404. No gateway has checked the request: only routes that are
 * open to everybody may be called. As `fetch`, it rejects with the reason of a signal that aborts;
 * the endpoint's work goes on unseen.
 */
export function inProcessApi(endpoints: readonly (readonly [Route, Endpoint])[]) {
  const closed = endpoints.find(([{ auth, method }]) => method !== "GET" || !OPEN.includes(auth));
  if (closed) throw new Error(`${closed[0].name} is not open to everybody.`);

  return async (address: string, { signal }: Pick<RequestInit, "signal"> = {}): Promise<Response> => {
    signal?.throwIfAborted();
    const { pathname, searchParams } = new URL(address, "http://in-process");
    for (const [route, endpoint] of endpoints) {
      const pathParameters = parametersOf(route.path, pathname);
      if (!pathParameters) continue;
      const event = eventOf(route, pathname, pathParameters, searchParams);
      const { statusCode, headers, body } = await unlessAborted(signal, endpoint(event, {} as Context));
      return new Response(body, { status: statusCode, headers: headers as Record<string, string> });
    }
    return new Response(null, { status: 404 });
  };
}

/** Settles as the work does. If the signal aborts before, rejects with its reason. */
function unlessAborted<Result>(
  signal: AbortSignal | null | undefined,
  work: Promise<Result>,
): Promise<Result> {
  if (!signal) return work;
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason as Error);
    signal.addEventListener("abort", abort, { once: true });
    void work.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}

/** The values of the path's parameters, or undefined if the path is another route's. */
function parametersOf(template: string, path: string): Record<string, string> | undefined {
  const wanted = template.split("/");
  const given = path.split("/");
  if (wanted.length !== given.length) return undefined;
  const values: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? "";
    const name = /^\{(.+)\}$/.exec(part)?.[1];
    if (name === undefined && part !== value) return undefined;
    if (name !== undefined) values[name] = decodeURIComponent(value);
  }
  return values;
}

function eventOf(
  { method, path: resource }: Route,
  path: string,
  pathParameters: Record<string, string>,
  query: URLSearchParams,
): APIGatewayProxyEvent {
  const names = [...new Set(query.keys())];
  return {
    httpMethod: method,
    path,
    resource,
    headers: {},
    multiValueHeaders: {},
    pathParameters,
    queryStringParameters: Object.fromEntries(names.map((name) => [name, query.get(name) ?? ""])),
    multiValueQueryStringParameters: Object.fromEntries(names.map((name) => [name, query.getAll(name)])),
    stageVariables: null,
    body: null,
    isBase64Encoded: false,
    requestContext: {
      requestId: crypto.randomUUID(),
      requestTimeEpoch: Date.now(),
      identity: { sourceIp: "127.0.0.1" },
    } as APIGatewayProxyEvent["requestContext"],
  };
}
