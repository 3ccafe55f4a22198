import type { Clock } from "../kernel/clock.ts";
import type { Lambda } from "../lambda/index.ts";
import { ExpiringCache } from "./expiring-cache.ts";
import type { Refusal } from "./gateway-responses.ts";
import { IamPolicy } from "./iam-policy.ts";
import { type IdentityPart, identityParts } from "./identity-source.ts";
import type { IncomingRequest } from "./incoming-request.ts";
import type { RequestEvent } from "./proxy-event.ts";
import type { Authorizer, RestApi } from "./rest-api.ts";

/** The grant of an authorizer to one identity. It holds for every route of that authorizer. */
export interface Grant {
  principalId: string;
  policy: IamPolicy;
  /**
   * `requestContext.authorizer` of the function's event: every value is a string, as API Gateway
   * passes them.
   */
  context: Readonly<Record<string, string | number>>;
}

export type Authorization = { grant: Grant } | { refusal: Refusal };

interface CompiledAuthorizer {
  name: string;
  spec: Authorizer;
  identity: IdentityPart[];
  validToken: RegExp | undefined;
}

/** AWS keeps policies in the stage's cache. This limit bounds the memory they take on a laptop. */
const CACHED_GRANTS = 10_000;

/** Calls Lambda authorizers and keeps their policies. */
export class Authorizers {
  readonly #clock: Clock;
  readonly #lambda: Lambda;
  readonly #authorizers = new Map<string, CompiledAuthorizer>();
  readonly #grants: ExpiringCache<Grant>;

  constructor(clock: Clock, lambda: Lambda, api: RestApi) {
    this.#clock = clock;
    this.#lambda = lambda;
    this.#grants = new ExpiringCache(clock, CACHED_GRANTS);
    for (const [name, spec] of Object.entries(api.authorizers)) {
      const expression = spec.identityValidationExpression;
      this.#authorizers.set(name, {
        name,
        spec,
        identity: identityParts(name, spec.identitySource, api.stageVariables ?? {}),
        validToken: expression === undefined ? undefined : new RegExp(`^(?:${expression})$`),
      });
    }
  }

  /**
   * Returns synchronously, without a promise, when the policy is cached or the identity is missing.
   */
  authorize(
    name: string,
    request: IncomingRequest,
    methodArn: string,
    event: () => RequestEvent,
  ): Authorization | Promise<Authorization> {
    const authorizer = this.#authorizers.get(name);
    if (!authorizer) return { refusal: { type: "AUTHORIZER_CONFIGURATION_ERROR" } };
    const { spec, identity, validToken } = authorizer;
    const cached = spec.ttlSeconds > 0;
    let key = name;
    let token = "";
    // A REQUEST authorizer without a cache is called even when an identity source is missing.
    if (spec.type === "TOKEN" || cached) {
      for (const part of identity) {
        const value = part(request);
        if (value === undefined || value === "") return { refusal: { type: "UNAUTHORIZED" } };
        token = value;
        key += `\0${value}`;
      }
      if (validToken && !validToken.test(token)) return { refusal: { type: "UNAUTHORIZED" } };
    }
    const call = () =>
      this.#call(
        authorizer,
        spec.type === "TOKEN"
          ? { type: "TOKEN", methodArn, authorizationToken: token }
          : { type: "REQUEST", methodArn, ...event() },
      );
    if (!cached) return call();
    const grant = this.#grants.get(key);
    if (grant) return { grant };
    // Requests that arrive before the first answer each call the authorizer, as at AWS.
    return call().then((result) => {
      if ("grant" in result) {
        // The latency belongs to the request that called the authorizer, not to those served from
        // the cache.
        const kept = { ...result.grant, context: { ...result.grant.context, integrationLatency: 0 } };
        this.#grants.put(key, kept, spec.ttlSeconds, 1);
      }
      return result;
    });
  }

  /** `FlushStageAuthorizersCache` */
  flush(): void {
    this.#grants.clear();
  }

  async #call({ spec }: CompiledAuthorizer, event: object): Promise<Authorization> {
    const started = this.#clock.now();
    try {
      const result = await this.#lambda.invoke(spec.function, event);
      if (result.ok) return readGrant(result.payload, this.#clock.now() - started);
      // "Unauthorized", literally, is the one error that becomes 401:
      // https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-use-lambda-authorizer.html
      const unauthorized = result.error.errorMessage === "Unauthorized";
      return { refusal: { type: unauthorized ? "UNAUTHORIZED" : "AUTHORIZER_FAILURE" } };
    } catch {
      return { refusal: { type: "AUTHORIZER_CONFIGURATION_ERROR" } };
    }
  }
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-output.html */
function readGrant(output: unknown, integrationLatency: number): Authorization {
  const malformed: Authorization = { refusal: { type: "AUTHORIZER_CONFIGURATION_ERROR" } };
  if (typeof output !== "object" || output === null) return malformed;
  const { principalId, policyDocument, context } = output as Record<string, unknown>;
  const policy = IamPolicy.parse(policyDocument);
  if (!policy || typeof principalId !== "string" || principalId === "") return malformed;
  const values: Record<string, string | number> = {};
  if (context !== undefined && context !== null) {
    if (typeof context !== "object" || Array.isArray(context)) return malformed;
    for (const [name, value] of Object.entries(context as Record<string, unknown>)) {
      if (value === null) continue;
      if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean")
        return malformed;
      values[name] = String(value);
    }
  }
  values["principalId"] = principalId;
  values["integrationLatency"] = integrationLatency;
  return { grant: { principalId, policy, context: values } };
}
