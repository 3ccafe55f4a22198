import { IncomingRequest } from "../../../../packages/local-cloud/src/api-gateway/incoming-request.ts";
import { VirtualClock } from "../../../../packages/local-cloud/src/kernel/clock.ts";
import { createKernel } from "../../../../packages/local-cloud/src/kernel/kernel.ts";
import { Waf, type WebAcl, type WebAclRule } from "../../../../packages/local-cloud/src/waf/index.ts";

export const BROWSER = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36";

const GROUPS = [
  "AWSManagedRulesCommonRuleSet",
  "AWSManagedRulesKnownBadInputsRuleSet",
  "AWSManagedRulesSQLiRuleSet",
  "AWSManagedRulesAmazonIpReputationList",
  "AWSManagedRulesBotControlRuleSet",
] as const;

export const managed: WebAclRule[] = GROUPS.map((Name, Priority) => ({
  Name: Name.replace("AWSManagedRules", ""),
  Priority,
  Statement: { ManagedRuleGroupStatement: { VendorName: "AWS", Name } },
  OverrideAction: { None: {} },
}));

export function firewall(Rules: WebAclRule[] = managed, more: Partial<WebAcl> = {}) {
  const clock = new VirtualClock();
  const kernel = createKernel({ clock });
  const waf = new Waf(kernel, { Name: "shop", DefaultAction: { Allow: {} }, Rules, ...more });
  return { clock, kernel, waf };
}

export interface Sent {
  method?: string;
  target?: string;
  headers?: Record<string, string>;
  body?: string | Buffer;
  sourceIp?: string;
}

const defaults = { Host: "shop.example", "User-Agent": BROWSER };

export function incoming({
  method = "GET",
  target = "/",
  headers = {},
  body,
  sourceIp = "203.0.113.5",
}: Sent) {
  const merged = { ...defaults, ...headers };
  const rawHeaders = Object.entries(merged).flatMap(([name, value]) => (value === "" ? [] : [name, value]));
  return new IncomingRequest(
    { method, target, rawHeaders, sourceIp, ...(body === undefined ? {} : { body: Buffer.from(body) }) },
    "id",
    0,
  );
}

const { waf } = firewall();
export const rule = (sent: Sent, of: Waf = waf) => of.inspect(incoming(sent))?.rule;

export const json = { "Content-Type": "application/json" };
export const inQuery = (value: string): Sent => ({ target: `/products?q=${encodeURIComponent(value)}` });
export const inJson = (value: string): Sent => ({
  method: "POST",
  headers: json,
  body: JSON.stringify({ rating: 5, review: { title: "Nice", text: value } }),
});
export const inForm = (value: string): Sent => ({
  method: "POST",
  headers: { "Content-Type": "application/x-www-form-urlencoded" },
  body: new URLSearchParams({ name: "Ann", note: value }).toString(),
});
