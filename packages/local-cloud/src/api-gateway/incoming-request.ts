/** One HTTP request at the gateway, from a socket or from a test. */
export interface GatewayRequest {
  method: string;
  /** Path and query as on the request line, percent-encoded: `/products?page=2`. */
  target: string;
  /** Names and values alternate, in the order and case received (`rawHeaders` of node:http). */
  rawHeaders: readonly string[];
  body?: Buffer;
  sourceIp: string;
}

export interface GatewayResponse {
  status: number;
  /** Lower-case names. */
  headers: Record<string, string | string[]>;
  body: string | Buffer;
}

export interface QueryParameters {
  /** The last value of each name, as in `queryStringParameters`. */
  single: Record<string, string>;
  multi: Record<string, string[]>;
}

const NO_BODY = Buffer.alloc(0);

/** A request with the values that the gateway derives from it. It is parsed when first needed. */
export class IncomingRequest {
  readonly method: string;
  /** Percent-encoded, without the query. */
  readonly path: string;
  /** Without the question mark. */
  readonly queryString: string;
  readonly rawHeaders: readonly string[];
  readonly body: Buffer;
  readonly sourceIp: string;
  readonly requestId: string;
  /** Milliseconds since the epoch. */
  readonly receivedAt: number;
  #query: QueryParameters | undefined;
  #extendedRequestId: string | undefined;
  #traceId: string | undefined;

  constructor(request: GatewayRequest, requestId: string, receivedAt: number) {
    this.method = request.method;
    const target = originForm(request.target);
    const question = target.indexOf("?");
    this.path = question === -1 ? target : target.slice(0, question);
    this.queryString = question === -1 ? "" : target.slice(question + 1);
    this.rawHeaders = request.rawHeaders;
    this.body = request.body ?? NO_BODY;
    this.sourceIp = request.sourceIp;
    this.requestId = requestId;
    this.receivedAt = receivedAt;
  }

  /** The last value of a header; `name` is in lower case. */
  header(name: string): string | undefined {
    const raw = this.rawHeaders;
    for (let index = raw.length - 2; index >= 0; index -= 2) {
      const candidate = raw[index];
      if (candidate?.length === name.length && candidate.toLowerCase() === name) return raw[index + 1];
    }
    return undefined;
  }

  get query(): QueryParameters {
    return (this.#query ??= parseQuery(this.queryString));
  }

  /** An id as in `x-amz-apigw-id`, derived from the request id. */
  get extendedRequestId(): string {
    return (this.#extendedRequestId ??= `${this.requestId.slice(0, 8)}${this.requestId.slice(24, 31)}=`);
  }

  /**
   * The `Root` of an incoming trace, or a new one.
   * https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader
   */
  get traceId(): string {
    return (this.#traceId ??= this.#readTraceId());
  }

  #readTraceId(): string {
    const incoming = this.header("x-amzn-trace-id");
    if (incoming?.startsWith("Root=")) return incoming;
    const seconds = Math.floor(this.receivedAt / 1000).toString(16);
    return `Root=1-${seconds}-${this.requestId.replaceAll("-", "").slice(0, 24)}`;
  }
}

/** https://www.rfc-editor.org/rfc/rfc9112#name-request-target also allows the absolute form. */
function originForm(target: string): string {
  if (target.startsWith("/")) return target;
  const authority = target.indexOf("://");
  if (authority === -1) return `/${target}`;
  const slash = target.indexOf("/", authority + 3);
  return slash === -1 ? "/" : target.slice(slash);
}

/**
 * API Gateway splits at semicolons too:
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
 */
function parseQuery(text: string): QueryParameters {
  const single = Object.create(null) as Record<string, string>;
  const multi = Object.create(null) as Record<string, string[]>;
  if (text !== "") {
    for (const pair of text.split(/[&;]/)) {
      if (pair === "") continue;
      const equals = pair.indexOf("=");
      const name = decodeQuery(equals === -1 ? pair : pair.slice(0, equals));
      const value = equals === -1 ? "" : decodeQuery(pair.slice(equals + 1));
      single[name] = value;
      const values = multi[name];
      if (values) values.push(value);
      else multi[name] = [value];
    }
  }
  return { single, multi };
}

function decodeQuery(text: string): string {
  const spaced = text.includes("+") ? text.replaceAll("+", " ") : text;
  return spaced.includes("%") ? (percentDecode(spaced) ?? spaced) : spaced;
}

/** Undefined when `text` is not valid percent-encoded UTF-8. */
export function percentDecode(text: string): string | undefined {
  if (!text.includes("%")) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
