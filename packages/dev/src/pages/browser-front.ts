import { blueprint } from "@tradewind/blueprint";
import { admission, refusalOf } from "@tradewind/blueprint/derived/admission";
import type { ApiGatewayOptions, GatewayRequest, GatewayResponse } from "@tradewind/local-cloud";

const { accessCookie, browserHeader, refreshCookie } = blueprint.browserSession;

/**
 * What the edge does in AWS: a browser's session cookie becomes the bearer token that the authorizer reads, and a change
 * that does not come from the shop's own pages goes no further. Safari drops `Secure` cookies on plain localhost: there
 * they go by another name.
 */
export const browserFront: NonNullable<ApiGatewayOptions["front"]> = async (request, answer) => {
  const headers = headersOf(request);
  const plain = dropsSecureCookies(headers("user-agent")[0] ?? "");
  const header = (name: string) => (plain && name === "cookie" ? headers(name).map(asSecure) : headers(name));
  if (header("cookie").length + header(browserHeader).length === 0) return answer(request);

  const { method } = request;
  const admitted = admission({ method, header, origin: `http://${header("host")[0] ?? ""}` });
  if (!admitted.pass) return refusalOf(blueprint.securityHeaders.api, crypto.randomUUID());
  const rawHeaders = plain
    ? request.rawHeaders.map((value, index, all) =>
        index % 2 === 1 && all[index - 1]?.toLowerCase() === "cookie" ? asSecure(value) : value,
      )
    : [...request.rawHeaders];
  if (admitted.authorization !== undefined) rawHeaders.push("Authorization", admitted.authorization);
  const response = await answer({ ...request, rawHeaders });
  return plain ? withPlainCookies(response) : response;
};

const headersOf =
  ({ rawHeaders }: GatewayRequest) =>
  (name: string): string[] => {
    const values: string[] = [];
    for (let index = 0; index < rawHeaders.length; index += 2) {
      const candidate = rawHeaders[index];
      if (candidate?.length === name.length && candidate.toLowerCase() === name)
        values.push(rawHeaders[index + 1] ?? "");
    }
    return values;
  };

/** Safari, and no browser that says it is like Safari. https://bugs.webkit.org/show_bug.cgi?id=232088 */
const dropsSecureCookies = (userAgent: string) =>
  userAgent.includes("AppleWebKit/") && !/Chrom(e|ium)\//.test(userAgent);

/** The names that browsers may keep without TLS: `local-session` for `__Host-session`. */
const plainNames = new Map(
  [accessCookie, refreshCookie].map((name) => [name.replace("__Host-", "local-"), name] as const),
);

function asSecure(cookies: string): string {
  return cookies.replaceAll(/(^|;\s*)(local-\w+)=/g, (all, before: string, name: string) => {
    const secure = plainNames.get(name);
    return secure === undefined ? all : `${before}${secure}=`;
  });
}

function withPlainCookies(response: GatewayResponse): GatewayResponse {
  const set = response.headers["set-cookie"];
  if (set === undefined) return response;
  const cookies = [set].flat().map((cookie) => cookie.replace("__Host-", "local-").replace("; Secure", ""));
  return { ...response, headers: { ...response.headers, "set-cookie": cookies } };
}
