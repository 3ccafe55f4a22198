import type { Service, WireRequest } from "../kernel/wire.ts";
import type { Protocol } from "./error-response.ts";
import { formAction, restOperation, s3Operation } from "./operation.ts";

/** A service and the marks of its requests. */
export interface Endpoint {
  service: Service;
  protocol: Protocol;
  /** Service name in the credential scope of a signature. Two services may share one. */
  scope: string;
  /** JSON: the prefix of `X-Amz-Target` before the dot. */
  target?: string;
  /** REST JSON: the prefixes of paths. */
  pathPrefixes?: readonly string[];
}

/** The endpoint of a request, and its operation if that is known without parsing. */
export interface Route {
  endpoint: Endpoint;
  operation: string;
}

const FORM = "application/x-www-form-urlencoded";

/**
 * Finds the service of a request, as all of AWS share one endpoint here. A signature names the
 * service in its credential scope. Unsigned requests are recognised by `X-Amz-Target`, by the path
 * or by a form's `Action`; all others go to S3.
 */
export class Dispatch {
  readonly #byTarget = new Map<string, Endpoint>();
  readonly #byScope = new Map<string, Endpoint[]>();
  readonly #byPath: Endpoint[];
  readonly #query: Endpoint | undefined;
  readonly #other: Endpoint | undefined;

  constructor(endpoints: readonly Endpoint[]) {
    for (const endpoint of endpoints) {
      if (endpoint.target) this.#byTarget.set(endpoint.target, endpoint);
      const sharing = this.#byScope.get(endpoint.scope);
      if (sharing) sharing.push(endpoint);
      else this.#byScope.set(endpoint.scope, [endpoint]);
    }
    this.#byPath = endpoints.filter(({ pathPrefixes }) => pathPrefixes !== undefined);
    this.#query = endpoints.find(({ protocol }) => protocol === "query");
    this.#other = endpoints.find(({ protocol }) => protocol === "rest-xml");
  }

  /** Undefined if no service of the local cloud accepts such a request. */
  route(request: WireRequest): Route | undefined {
    const target = request.headers["x-amz-target"];
    const endpoint = this.#endpoint(request, target);
    return endpoint && { endpoint, operation: operationOf(endpoint, request, target) };
  }

  #endpoint(request: WireRequest, target: string | undefined): Endpoint | undefined {
    const byTarget =
      target === undefined ? undefined : this.#byTarget.get(target.slice(0, target.indexOf(".")));
    const scope = credentialScope(request);
    if (scope !== undefined) {
      const sharing = this.#byScope.get(scope);
      return sharing?.find((endpoint) => endpoint === byTarget) ?? sharing?.[0];
    }
    if (target !== undefined) return byTarget;
    const byPath = this.#byPath.find(({ pathPrefixes }) =>
      pathPrefixes?.some((prefix) => startsWith(request.path, prefix)),
    );
    if (byPath) return byPath;
    const form = request.headers["content-type"]?.startsWith(FORM) ?? false;
    if (form || (request.path === "/" && request.query.has("Action"))) return this.#query;
    return this.#other;
  }
}

function operationOf(endpoint: Endpoint, request: WireRequest, target: string | undefined): string {
  switch (endpoint.protocol) {
    case "json":
      return target?.slice(target.indexOf(".") + 1) ?? "Unknown";
    case "query":
      return formAction(request);
    case "rest-json":
      return restOperation(endpoint.service, request);
    case "rest-xml":
      return s3Operation(request);
  }
}

/** A prefix must end at a path segment. */
function startsWith(path: string, prefix: string): boolean {
  return path.startsWith(prefix) && (path.length === prefix.length || path[prefix.length] === "/");
}

/**
 * The service in `Credential=key/date/region/service/aws4_request`, from a header or a presigned
 * URL: https://docs.aws.amazon.com/IAM/latest/UserGuide/create-signed-request.html
 */
function credentialScope({ headers, query }: WireRequest): string | undefined {
  const authorization = headers["authorization"];
  const credential = authorization?.startsWith("AWS4-")
    ? /Credential=([^,\s]+)/.exec(authorization)?.[1]
    : query.get("X-Amz-Credential");
  return credential?.split("/").at(-2);
}
