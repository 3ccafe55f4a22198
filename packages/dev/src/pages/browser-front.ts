import { blueprint } from "@tradewind/blueprint";
import { admission, refusalOf } from "@tradewind/blueprint/derived/admission";
import { sessionlessRoutes } from "@tradewind/blueprint/derived/sessionless";
import type { ApiGatewayOptions, GatewayRequest, GatewayResponse } from "@tradewind/local-cloud";

const { accessCookie, browserHeader, guestCartCookie, refreshCookie } = blueprint.browserSession;

/**
 * Does the work of the edge functions in AWS: it copies a browser's session cookie to the bearer
 * token that the authorizer reads, and refuses changes that do not come from the shop's own pages.
 * Safari drops `Secure` cookies on plain localhost, so Safari gets cookies of another name without
 * `Secure`.
 */
export const browserFront: NonNullable<ApiGatewayOptions["front"]> = async (request, answer) => {
  const headers = headersOf(request);
  const plain = dropsSecureCookies(headers("user-agent")[0] ?? "");
  const header = (name: string) => (plain && name === "cookie" ? headers(name).map(asSecure) : headers(name));
  if (header("cookie").length + header(browserHeader).length === 0) return answer(request);

  const { method, target } = request;
  const [path = ""] = target.split("?", 1);
  const admitted = admission({
    method,
    sessionless: sessionlessRoutes.includes(`${method} ${path}`),
    header,
    origin: `http://${header("host")[0] ?? ""}`,
  });
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

/**
 * True for Safari, and false for browsers that name Safari in their user agent.
 * https://bugs.webkit.org/show_bug.cgi?id=232088
 */
const dropsSecureCookies = (userAgent: string) =>
  userAgent.includes("AppleWebKit/") && !/Chrom(e|ium)\//.test(userAgent);

/** Cookie names that browsers accept without TLS, such as `local-session` for `__Host-session`. */
const plainNames = new Map(
  [accessCookie, refreshCookie, guestCartCookie].map(
    (name) => [name.replace("__Host-", "local-"), name] as const,
  ),
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
