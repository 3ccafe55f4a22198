import type { Kernel } from "../kernel/kernel.ts";
import { type InspectedRequest, RequestParts } from "./request-parts.ts";
import { type CompiledRule, compileRule } from "./rules.ts";
import type { BlockAction, BodyInspectionLimit, WebAcl } from "./web-acl.ts";

export type { InspectedRequest } from "./request-parts.ts";
export type * from "./web-acl.ts";

export interface Blocked {
  /** The rule that blocked, or `Default_Action` if none allowed. */
  rule: string;
  /** The rule's custom response. Without one the gateway sends its WAF_FILTERED response. */
  response: { status: number; headers: Record<string, string>; body: string } | undefined;
}

const BODY_LIMITS: Record<BodyInspectionLimit, number> = {
  KB_16: 16_384,
  KB_32: 32_768,
  KB_48: 49_152,
  KB_64: 65_536,
};

/**
 * A web application firewall that blocks the requests that the given web ACL blocks on AWS.
 *
 * Each managed rule group has a local counterpart in `managed/`. Its doc comment describes the
 * group and the differences. The local groups inspect the same parts as AWS's: query arguments,
 * path, cookies, headers (8 KB), and the first 16 KB of the body unless the web ACL asks for more.
 */
export class Waf {
  readonly #kernel: Kernel;
  readonly #acl: WebAcl;
  readonly #rules: CompiledRule[];
  readonly #bodyLimit: number;

  /** Throws an Error if AWS would refuse the web ACL. */
  constructor(kernel: Kernel, acl: WebAcl) {
    this.#kernel = kernel;
    this.#acl = acl;
    const limit = acl.AssociationConfig?.RequestBody.API_GATEWAY.DefaultSizeInspectionLimit ?? "KB_16";
    this.#bodyLimit = BODY_LIMITS[limit];
    const priorities = new Set(acl.Rules.map(({ Priority }) => Priority));
    if (priorities.size < acl.Rules.length) {
      throw new Error(`Rules of the web ACL ${acl.Name} share a priority; each needs its own.`);
    }
    this.#rules = acl.Rules.toSorted((a, b) => a.Priority - b.Priority).map((rule) =>
      compileRule(kernel.clock, rule),
    );
  }

  /** Undefined if the request may pass. */
  inspect(request: InspectedRequest): Blocked | undefined {
    this.#kernel.meter.record("wafv2", "Request", { requests: 1 });
    const parts = new RequestParts(request, this.#bodyLimit);
    const labels = new Set<string>();
    for (const rule of this.#rules) {
      const decision = rule(parts, labels);
      if (!decision) continue;
      if ("Allow" in decision.action) return undefined;
      return { rule: decision.rule, response: this.#customResponse(decision.action.Block) };
    }
    const fallback = this.#acl.DefaultAction;
    return "Block" in fallback
      ? { rule: "Default_Action", response: this.#customResponse(fallback.Block) }
      : undefined;
  }

  #customResponse({ CustomResponse }: BlockAction): Blocked["response"] {
    if (!CustomResponse) return undefined;
    const { ResponseCode, CustomResponseBodyKey, ResponseHeaders } = CustomResponse;
    const body =
      CustomResponseBodyKey === undefined
        ? undefined
        : this.#acl.CustomResponseBodies?.[CustomResponseBodyKey];
    const headers: Record<string, string> = {};
    for (const { Name, Value } of ResponseHeaders ?? []) headers[Name.toLowerCase()] = Value;
    if (body) headers["content-type"] = CONTENT_TYPES[body.ContentType];
    return { status: ResponseCode, headers, body: body?.Content ?? "" };
  }
}

const CONTENT_TYPES = {
  APPLICATION_JSON: "application/json",
  TEXT_HTML: "text/html",
  TEXT_PLAIN: "text/plain",
};
