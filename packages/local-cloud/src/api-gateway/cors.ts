import type { GatewayResponse, IncomingRequest } from "./incoming-request.ts";
import type { Cors } from "./rest-api.ts";
import type { Resource } from "./route-table.ts";

/**
 * CORS headers of the gateway's own responses. A function sets the headers of its responses itself.
 */
export class CorsHeaders {
  readonly #cors: Cors;
  readonly #origins: ReadonlySet<string>;
  readonly #any: boolean;

  constructor(cors: Cors) {
    if (cors.credentials && cors.origins.includes("*")) {
      // https://fetch.spec.whatwg.org/#cors-protocol-and-credentials
      throw new Error("cors.credentials needs exact origins: browsers refuse * with credentials.");
    }
    this.#cors = cors;
    this.#origins = new Set(cors.origins);
    this.#any = cors.origins.includes("*");
  }

  /** The response to a preflight request: a mock integration without authorizer and function. */
  preflight(request: IncomingRequest, resource: Resource): GatewayResponse {
    const headers: GatewayResponse["headers"] = {
      "x-amzn-requestid": request.requestId,
      "x-amz-apigw-id": request.extendedRequestId,
    };
    if (this.add(headers, request)) {
      headers["access-control-allow-methods"] = this.#cors.methods?.join(",") ?? resource.allowedMethods;
      headers["access-control-allow-headers"] = this.#cors.headers.join(",");
      if (this.#cors.maxAgeSeconds !== undefined) {
        headers["access-control-max-age"] = String(this.#cors.maxAgeSeconds);
      }
    }
    return { status: 204, headers, body: "" };
  }

  /**
   * Adds the headers that allow the page's origin to read the response. Returns whether the origin
   * is allowed.
   */
  add(headers: GatewayResponse["headers"], request: IncomingRequest): boolean {
    if (!this.#any) headers["vary"] = "Origin";
    const origin = request.header("origin");
    if (!this.#any && (origin === undefined || !this.#origins.has(origin))) return false;
    headers["access-control-allow-origin"] = this.#any ? "*" : (origin ?? "");
    if (this.#cors.credentials) headers["access-control-allow-credentials"] = "true";
    if (this.#cors.exposeHeaders) {
      headers["access-control-expose-headers"] = this.#cors.exposeHeaders.join(",");
    }
    return true;
  }
}
