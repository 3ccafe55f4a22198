import { type IncomingRequest, percentDecode, type QueryParameters } from "./incoming-request.ts";
import type { RouteMatch } from "./route-table.ts";

/** The values that are the same in all events of one API. */
export interface ApiIdentity {
  account: string;
  apiId: string;
  stage: string;
  deploymentId: string;
  stageVariables: Readonly<Record<string, string>> | null;
}

/** The parts of the event that a REQUEST authorizer receives too. */
export interface RequestEvent {
  resource: string;
  path: string;
  httpMethod: string;
  headers: Record<string, string>;
  multiValueHeaders: Record<string, string[]>;
  queryStringParameters: Record<string, string> | null;
  multiValueQueryStringParameters: Record<string, string[]> | null;
  pathParameters: Record<string, string> | null;
  stageVariables: Readonly<Record<string, string>> | null;
  requestContext: Record<string, unknown>;
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html */
export interface ProxyEvent extends RequestEvent {
  body: string | null;
  isBase64Encoded: boolean;
}

/** Headers that API Gateway does not forward: hop-by-hop headers and those it replaces. */
const DROPPED = new Set([
  "connection",
  "content-length",
  "content-md5",
  "expect",
  "keep-alive",
  "max-forwards",
  "proxy-authenticate",
  "server",
  "te",
  "transfer-encoding",
  "trailer",
  "upgrade",
  "www-authenticate",
]);

const NOTHING: QueryParameters = { single: {}, multi: {} };

/** The event of a matched request, without its body. `pathParameters` are decoded already. */
export function requestEvent(
  api: ApiIdentity,
  request: IncomingRequest,
  { resource }: RouteMatch,
  pathParameters: Record<string, string> | undefined,
): RequestEvent {
  const { headers, multiValueHeaders } = eventHeaders(request);
  const query = request.queryString === "" ? NOTHING : request.query;
  const hasQuery = Object.keys(query.single).length > 0;
  const host = request.header("host") ?? "";
  return {
    resource: resource.path,
    // REST APIs leave the path percent-encoded and decode path parameters.
    path: request.path,
    httpMethod: request.method,
    headers,
    multiValueHeaders,
    queryStringParameters: hasQuery ? query.single : null,
    multiValueQueryStringParameters: hasQuery ? query.multi : null,
    pathParameters: pathParameters ?? null,
    stageVariables: api.stageVariables,
    requestContext: {
      resourceId: resource.id,
      resourcePath: resource.path,
      httpMethod: request.method,
      extendedRequestId: request.extendedRequestId,
      requestTime: logTime(request.receivedAt),
      path: request.path,
      accountId: api.account,
      protocol: "HTTP/1.1",
      stage: api.stage,
      domainPrefix: host.split(".", 1)[0],
      requestTimeEpoch: request.receivedAt,
      requestId: request.requestId,
      identity: {
        cognitoIdentityPoolId: null,
        accountId: null,
        cognitoIdentityId: null,
        caller: null,
        sourceIp: request.sourceIp,
        principalOrgId: null,
        accessKey: null,
        cognitoAuthenticationType: null,
        cognitoAuthenticationProvider: null,
        userArn: null,
        userAgent: request.header("user-agent") ?? null,
        user: null,
      },
      domainName: host,
      deploymentId: api.deploymentId,
      apiId: api.apiId,
    },
  };
}

/** Completes the event of a function with the request's body. */
export function proxyEvent(
  event: RequestEvent,
  body: Buffer,
  binary: boolean,
  authorizer: Readonly<Record<string, unknown>> | undefined,
): ProxyEvent {
  if (authorizer) event.requestContext["authorizer"] = authorizer;
  const text = body.length === 0 ? null : body.toString(binary ? "base64" : "utf8");
  return Object.assign(event, { body: text, isBase64Encoded: binary && text !== null });
}

/** Undefined when a parameter is not valid percent-encoded UTF-8. */
export function decodeParameters(parameters: Record<string, string>): Record<string, string> | undefined {
  const decoded: Record<string, string> = {};
  for (const name of Object.keys(parameters)) {
    const value = percentDecode(parameters[name] ?? "");
    if (value === undefined) return undefined;
    decoded[name] = value;
  }
  return decoded;
}

function eventHeaders(request: IncomingRequest): {
  headers: Record<string, string>;
  multiValueHeaders: Record<string, string[]>;
} {
  const headers = Object.create(null) as Record<string, string>;
  const multiValueHeaders = Object.create(null) as Record<string, string[]>;
  const raw = request.rawHeaders;
  let forwardedFor = request.sourceIp;
  for (let index = 0; index < raw.length; index += 2) {
    const name = raw[index] ?? "";
    const value = raw[index + 1] ?? "";
    const lower = name.toLowerCase();
    if (DROPPED.has(lower)) continue;
    if (lower.startsWith("x-")) {
      if (lower === "x-forwarded-for") {
        forwardedFor = `${value}, ${request.sourceIp}`;
        continue;
      }
      if (lower === "x-forwarded-proto" || lower === "x-forwarded-port" || lower === "x-amzn-trace-id")
        continue;
    }
    headers[name] = value;
    const values = multiValueHeaders[name];
    if (values) values.push(value);
    else multiValueHeaders[name] = [value];
  }
  const host = request.header("host") ?? "";
  const add = (name: string, value: string) => {
    headers[name] = value;
    multiValueHeaders[name] = [value];
  };
  add("X-Amzn-Trace-Id", request.traceId);
  add("X-Forwarded-For", forwardedFor);
  add("X-Forwarded-Port", /:(\d+)$/.exec(host)?.[1] ?? "80");
  add("X-Forwarded-Proto", "http");
  return { headers, multiValueHeaders };
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const lastTime = { second: Number.NaN, text: "" };

/** The common log format, such as `09/Apr/2015:12:34:56 +0000`. */
function logTime(milliseconds: number): string {
  const second = Math.floor(milliseconds / 1000);
  if (second !== lastTime.second) {
    const iso = new Date(second * 1000).toISOString();
    const month = MONTHS[Number(iso.slice(5, 7)) - 1];
    lastTime.second = second;
    lastTime.text = `${iso.slice(8, 10)}/${month}/${iso.slice(0, 4)}:${iso.slice(11, 19)} +0000`;
  }
  return lastTime.text;
}
