import { callContext } from "../kernel/call-context.ts";
import type { Kernel } from "../kernel/kernel.ts";
import { never, RuntimeExited } from "../kernel/sandbox.ts";
import { AwsError, type WireRequest, type WireResponse } from "../kernel/wire.ts";
import { preflightAnswer, readableByPages } from "./cors.ts";
import { Dispatch, type Endpoint, type Route } from "./dispatch.ts";
import { errorResponse, type Protocol, type WireError } from "./error-response.ts";

/** Breaks the connection without a response, so the caller never learns the outcome. SDKs retry. */
class ConnectionLost extends Error {
  override readonly name = "ConnectionLost";
  readonly code = "ECONNRESET";
  constructor() {
    super("socket hang up");
  }
}

/** Serves pages that need no service. Undefined passes the request to the services. */
export type Page = (request: WireRequest) => WireResponse | undefined;

/**
 * The entry to all services. It finds the service of each request and injects the fault plan's
 * faults. A request for no known service is refused in the format of its protocol. A defect is a
 * 500 and one line on stderr, never a crash.
 */
export class Router {
  readonly #kernel: Kernel;
  readonly #dispatch: Dispatch;
  readonly #page: Page;
  #closed = false;

  constructor(kernel: Kernel, endpoints: readonly Endpoint[], page: Page) {
    this.#kernel = kernel;
    this.#dispatch = new Dispatch(endpoints);
    this.#page = page;
  }

  /** @throws ConnectionLost if the fault plan loses the response, and after {@link close} */
  async handle(request: WireRequest): Promise<WireResponse> {
    if (this.#closed) throw new ConnectionLost();
    let route: Route | undefined;
    let response: WireResponse;
    try {
      route = this.#dispatch.route(request);
      const preflight = concernsBucket(route, request) ? undefined : preflightAnswer(request);
      if (preflight) return preflight;
      response = await this.#answer(route, request);
    } catch (error) {
      if (error instanceof ConnectionLost) throw error;
      response = this.#refuse(route?.endpoint.protocol ?? likelyProtocol(request), asWireError(error, route));
    }
    return concernsBucket(route, request) ? response : readableByPages(request, response);
  }

  /** Stops responding, because changes can no longer be made durable. */
  close(): void {
    this.#closed = true;
  }

  async #answer(route: Route | undefined, request: WireRequest): Promise<WireResponse> {
    const page = this.#page(request);
    if (page) return page;
    if (!route) return this.#refuse(likelyProtocol(request), unknownService(request));
    return this.#call(route, request);
  }

  async #call({ endpoint, operation }: Route, request: WireRequest): Promise<WireResponse> {
    const { clock, faults, activity } = this.#kernel;
    const { sandbox } = activity;
    if (sandbox?.dead) return never();
    const { service } = endpoint;
    const caller = callContext.getStore()?.caller;
    const fault = faults.onCall({ service: service.name, operation, caller });
    if (!fault) return service.handle(request);
    const { delayMs, refuse, loseAnswer, crash } = fault;
    if (delayMs) await activity.sleep(clock, delayMs);
    if (sandbox?.dead) return never();
    if (crash === "before" && sandbox) return sandbox.die(new RuntimeExited());
    if (refuse) throw refuse;
    const response = await service.handle(request);
    if (crash === "after" && sandbox) return sandbox.die(new RuntimeExited());
    if (loseAnswer) throw new ConnectionLost();
    return response;
  }

  #refuse(protocol: Protocol, error: WireError): WireResponse {
    return errorResponse(protocol, error, this.#kernel.random.uuid());
  }
}

/** A preflight does not name its service. Only buckets, which have paths, answer it themselves. */
function concernsBucket(route: Route | undefined, { path }: WireRequest): boolean {
  return route?.endpoint.protocol === "rest-xml" && path !== "/";
}

function asWireError(error: unknown, route: Route | undefined): WireError {
  if (error instanceof AwsError) return error;
  // The path or query is not valid percent-encoding.
  if (error instanceof URIError) {
    return {
      code: "SerializationException",
      message: "The request's path or query is not valid.",
      status: 400,
    };
  }
  const call = route ? `${route.endpoint.service.name} ${route.operation}` : "a request";
  process.stderr.write(`local cloud: ${call} failed: ${oneLine(error)}\n`);
  return {
    code: "InternalFailure",
    message: "The request failed because of an internal error.",
    status: 500,
  };
}

/** The error and the place where it was thrown. */
function oneLine(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return stack.split("\n", 3).join(" ").replaceAll(/\s+/g, " ");
}

function unknownService({ headers, path }: WireRequest): WireError {
  const what = headers["x-amz-target"] ?? path;
  return {
    code: "UnknownOperationException",
    message: `The local cloud has no service for ${what}`,
    status: 404,
  };
}

function likelyProtocol({ headers }: WireRequest): Protocol {
  if ("x-amz-target" in headers) return "json";
  return headers["content-type"]?.includes("json") ? "rest-json" : "query";
}
