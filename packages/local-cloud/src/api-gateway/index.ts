import { createHash } from "node:crypto";
import type { Kernel } from "../kernel/kernel.ts";
import { startTrace } from "../kernel/trace.ts";
import type { InvokeResult, Lambda } from "../lambda/index.ts";
import { Waf, type WebAcl } from "../waf/index.ts";
import { Authorizers, type Grant } from "./authorizers.ts";
import { BinaryMedia } from "./binary-media.ts";
import { CorsHeaders } from "./cors.ts";
import { ErrorWriter, type Refusal } from "./gateway-responses.ts";
import { type Listener, listenOnLoopback } from "./http-server.ts";
import { type GatewayRequest, type GatewayResponse, IncomingRequest } from "./incoming-request.ts";
import {
  type ApiIdentity,
  decodeParameters,
  proxyEvent,
  type RequestEvent,
  requestEvent,
} from "./proxy-event.ts";
import { proxyResponse } from "./proxy-response.ts";
import { LARGEST_PAYLOAD_BYTES, LONGEST_INTEGRATION_MS, type RestApi } from "./rest-api.ts";
import { checkRestApi } from "./rest-api-check.ts";
import { type CompiledRoute, RouteTable } from "./route-table.ts";
import { StageCache } from "./stage-cache.ts";
import { admit, TokenBucket } from "./throttle.ts";

export type { Listener } from "./http-server.ts";
export type { GatewayRequest, GatewayResponse } from "./incoming-request.ts";
export type * from "./rest-api.ts";

export interface ApiGatewayOptions {
  /**
   * False disables every throttle of the API and its methods, and the rate rules of its web ACL.
   */
  throttling?: boolean;
  /** False calls the function for every request. */
  cache?: boolean;
  /**
   * A layer in front of the gateway, as CloudFront is in AWS. It may change a request and its
   * response, or respond itself.
   */
  front?: (
    request: GatewayRequest,
    answer: (request: GatewayRequest) => Promise<GatewayResponse>,
  ) => Promise<GatewayResponse>;
  /**
   * Serves pages beside the API, such as images. Undefined passes the request to the API. Not
   * metered.
   */
  staticPaths?: (
    request: GatewayRequest,
  ) => Promise<GatewayResponse | undefined> | GatewayResponse | undefined;
}

/** The function has not answered within the integration timeout. */
const TIMED_OUT = Symbol("timed out");

/** Lambda accepts 6 MB of JSON. The size of events far below that is not measured. */
const LARGEST_EVENT = 6 * 1024 * 1024;

/** Error types that AWS does not bill: https://aws.amazon.com/api-gateway/pricing/ */
const UNBILLED: ReadonlySet<string> = new Set([
  "ACCESS_DENIED",
  "MISSING_AUTHENTICATION_TOKEN",
  "THROTTLED",
  "UNAUTHORIZED",
  "WAF_FILTERED",
] satisfies Refusal["type"][]);

/**
 * A regional REST API in front of the functions of the local cloud. As in AWS, a request passes the
 * web ACL, route, throttles, authorizer, stage cache and integration, in this order.
 */
export class ApiGateway {
  readonly #kernel: Kernel;
  readonly #lambda: Lambda;
  readonly #identity: ApiIdentity;
  readonly #arnPrefix: string;
  readonly #routes: RouteTable;
  readonly #errors: ErrorWriter;
  readonly #authorizers: Authorizers;
  readonly #cache: StageCache | undefined;
  readonly #cors: CorsHeaders | undefined;
  readonly #binary: BinaryMedia;
  readonly #waf: Waf | undefined;
  readonly #sharedLimit: TokenBucket | undefined;
  readonly #methodLimits: (TokenBucket | undefined)[];
  readonly #front: ApiGatewayOptions["front"];
  readonly #staticPaths: ApiGatewayOptions["staticPaths"];

  /** Throws an Error that names the fix when AWS would refuse to deploy `api`. */
  constructor(kernel: Kernel, lambda: Lambda, api: RestApi, options: ApiGatewayOptions = {}) {
    checkRestApi(api);
    const apiId = shortId(api.name, 10);
    const throttling = options.throttling ?? true;
    this.#kernel = kernel;
    this.#lambda = lambda;
    this.#identity = {
      account: kernel.account,
      apiId,
      stage: api.stage,
      deploymentId: shortId(`${api.name} ${api.stage}`, 6),
      stageVariables: api.stageVariables ?? null,
    };
    this.#arnPrefix = `${kernel.arn("execute-api", apiId)}/${api.stage}/`;
    this.#routes = new RouteTable(api, (path) => shortId(`${api.name} ${path}`, 6));
    this.#errors = new ErrorWriter(api.gatewayResponses ?? {}, api.stage);
    this.#authorizers = new Authorizers(kernel.clock, lambda, api);
    this.#cache = (options.cache ?? true) ? new StageCache(kernel.clock) : undefined;
    this.#cors = api.cors && new CorsHeaders(api.cors);
    this.#binary = new BinaryMedia(api.binaryMediaTypes ?? []);
    this.#waf = api.waf && new Waf(kernel, throttling ? api.waf : withoutRates(api.waf));
    this.#sharedLimit = throttling ? new TokenBucket(kernel.clock, api.throttle) : undefined;
    this.#methodLimits = api.routes.map(({ throttle }) =>
      throttling && throttle ? new TokenBucket(kernel.clock, throttle) : undefined,
    );
    this.#front = options.front;
    this.#staticPaths = options.staticPaths;
  }

  /** Serves the API on 127.0.0.1; port 0 takes a free one. */
  listen(port: number): Promise<Listener> {
    return listenOnLoopback(
      {
        handle: (request) => this.handle(request),
        tooLarge: (request) => this.#finish(this.#incoming(request), { type: "REQUEST_TOO_LARGE" }),
      },
      port,
    );
  }

  /** Answers one request without a socket. */
  handle(request: GatewayRequest): Promise<GatewayResponse> {
    return this.#front ? this.#front(request, (passed) => this.#handle(passed)) : this.#handle(request);
  }

  async #handle(request: GatewayRequest): Promise<GatewayResponse> {
    if (this.#staticPaths) {
      const page = await this.#staticPaths(request);
      if (page) return page;
    }
    const incoming = this.#incoming(request);
    return startTrace(incoming.traceId, async () => this.#finish(incoming, await this.#answer(incoming)));
  }

  /** Forgets every cached answer (`FlushStageCache`). */
  flushCache(): void {
    this.#cache?.flush();
  }

  /** Forgets every cached policy (`FlushStageAuthorizersCache`). */
  flushAuthorizers(): void {
    this.#authorizers.flush();
  }

  #incoming(request: GatewayRequest): IncomingRequest {
    return new IncomingRequest(request, this.#kernel.random.uuid(), this.#kernel.clock.now());
  }

  #finish(request: IncomingRequest, outcome: GatewayResponse | Refusal): GatewayResponse {
    const refusal = "type" in outcome ? outcome : undefined;
    const response = refusal ? this.#errors.write(refusal, request) : (outcome as GatewayResponse);
    if (refusal) this.#cors?.add(response.headers, request);
    this.#kernel.meter.record(
      "apigateway",
      "Request",
      refusal && UNBILLED.has(refusal.type) ? {} : { requests: 1 },
      { request: request.body.length, response: Buffer.byteLength(response.body) },
    );
    return response;
  }

  async #answer(request: IncomingRequest): Promise<GatewayResponse | Refusal> {
    if (request.body.length > LARGEST_PAYLOAD_BYTES) return { type: "REQUEST_TOO_LARGE" };
    if (this.#waf) {
      const blocked = this.#waf.inspect(request);
      if (blocked) return blocked.response ?? { type: "WAF_FILTERED" };
    }
    const match = this.#routes.match(request.path);
    if (!match) return { type: "MISSING_AUTHENTICATION_TOKEN" };
    const compiled = match.resource.methods.get(request.method);
    if (!compiled && request.method === "OPTIONS" && this.#cors) {
      if (this.#sharedLimit && !admit(undefined, this.#sharedLimit)) return { type: "THROTTLED" };
      return this.#cors.preflight(request, match.resource);
    }
    const target = compiled ?? match.resource.methods.get("ANY");
    if (!target) return { type: "MISSING_AUTHENTICATION_TOKEN" };
    if (this.#sharedLimit && !admit(this.#methodLimits[target.index], this.#sharedLimit)) {
      return { type: "THROTTLED" };
    }
    const parameters = match.parameters && decodeParameters(match.parameters);
    if (match.parameters && !parameters) return { type: "BAD_REQUEST_PARAMETERS" };
    const event = () => requestEvent(this.#identity, request, match, parameters);

    let grant: Grant | undefined;
    if (target.route.authorizer !== "none") {
      const authorized = this.#authorize(target, request, event);
      const result = authorized instanceof Promise ? await authorized : authorized;
      if ("type" in result) return result;
      grant = result;
    }
    if (!this.#cache || !target.route.cache) return this.#integrate(target, request, event(), grant);
    const key = this.#cache.key(target, request, parameters, grant?.principalId);
    const cached = this.#invalidates(request, grant) ? undefined : this.#cache.get(key);
    if (cached) return addIds(cached, request);
    const answer = await this.#integrate(target, request, event(), grant);
    if (!("type" in answer)) this.#cache.put(key, answer, target.route.cache.ttlSeconds);
    return answer;
  }

  #authorize(
    { route }: CompiledRoute,
    request: IncomingRequest,
    event: () => RequestEvent,
  ): Grant | Refusal | Promise<Grant | Refusal> {
    const arn = this.#methodArn(request);
    const result = this.#authorizers.authorize(route.authorizer, request, arn, event);
    return result instanceof Promise
      ? result.then((late) => decideAccess(late, arn))
      : decideAccess(result, arn);
  }

  /** `arn:aws:execute-api:region:account:apiId/stage/METHOD/path`, the path as requested. */
  #methodArn(request: IncomingRequest): string {
    return `${this.#arnPrefix}${request.method}${request.path}`;
  }

  /**
   * A client may refresh a cache entry only when its policy allows it. Otherwise its header is
   * ignored.
   */
  #invalidates(request: IncomingRequest, grant: Grant | undefined): boolean {
    if (!grant || !request.header("cache-control")?.includes("max-age=0")) return false;
    return grant.policy.decide("execute-api:InvalidateCache", this.#methodArn(request)) === "ALLOW";
  }

  async #integrate(
    { route }: CompiledRoute,
    request: IncomingRequest,
    requested: RequestEvent,
    grant: Grant | undefined,
  ): Promise<GatewayResponse | Refusal> {
    const binary = this.#binary.includes(request.header("content-type"));
    const event = proxyEvent(requested, request.body, binary, grant?.context);
    if (request.body.length > LARGEST_EVENT / 3 && Buffer.byteLength(JSON.stringify(event)) > LARGEST_EVENT) {
      return { type: "REQUEST_TOO_LARGE", message: "Request Too Long" };
    }
    const result = await this.#invoke(route.function, event, route.timeoutMs ?? LONGEST_INTEGRATION_MS);
    if (result === TIMED_OUT) return { type: "INTEGRATION_TIMEOUT" };
    if (result === undefined) return { type: "API_CONFIGURATION_ERROR" };
    const response = result.ok
      ? proxyResponse(result.payload, () => this.#binary.includes(request.header("accept")))
      : undefined;
    return response ? addIds(response, request) : { type: "DEFAULT_5XX", status: 502 };
  }

  /** Undefined when the function does not exist. */
  async #invoke(
    name: string,
    event: unknown,
    timeoutMs: number,
  ): Promise<InvokeResult | undefined | typeof TIMED_OUT> {
    const { clock } = this.#kernel;
    const invoked = this.#lambda.invoke(name, event).catch(() => undefined);
    let cancel = () => {};
    const expired = new Promise<typeof TIMED_OUT>((resolve) => {
      cancel = clock.schedule(clock.now() + timeoutMs, () => resolve(TIMED_OUT));
    });
    try {
      return await Promise.race([invoked, expired]);
    } finally {
      cancel();
    }
  }
}

function decideAccess(result: Awaited<ReturnType<Authorizers["authorize"]>>, arn: string): Grant | Refusal {
  if ("refusal" in result) return result.refusal;
  switch (result.grant.policy.decide("execute-api:Invoke", arn)) {
    case "ALLOW":
      return result.grant;
    case "EXPLICIT_DENY":
      return {
        type: "ACCESS_DENIED",
        message: "User is not authorized to access this resource with an explicit deny",
      };
    case "IMPLICIT_DENY":
      return { type: "ACCESS_DENIED" };
  }
}

function addIds(response: GatewayResponse, request: IncomingRequest): GatewayResponse {
  response.headers["x-amzn-requestid"] = request.requestId;
  response.headers["x-amz-apigw-id"] = request.extendedRequestId;
  response.headers["x-amzn-trace-id"] = request.traceId;
  return response;
}

function withoutRates(acl: WebAcl): WebAcl {
  return { ...acl, Rules: acl.Rules.filter(({ Statement }) => !("RateBasedStatement" in Statement)) };
}

/** A stable id in AWS's format, so that ARNs are the same in every run. */
function shortId(seed: string, length: number): string {
  const digest = createHash("sha256").update(seed).digest("hex");
  return BigInt(`0x${digest}`).toString(36).slice(0, length);
}
