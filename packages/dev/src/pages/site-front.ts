import type { Blueprint } from "@tradewind/blueprint";
import { objectAddressOf } from "@tradewind/blueprint/derived/pages";
import type { GatewayRequest, GatewayResponse, LocalCloud } from "@tradewind/local-cloud";
import { compressed } from "./compression.ts";
import { headerOf } from "./header-of.ts";

/** Paths that other pages of the laptop, or other buckets, have. */
const BESIDE_THE_SITE = ["/_local/", "/api-docs.css", "/images/"];

const FAILED: GatewayResponse = {
  status: 502,
  headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" },
  body: "The page was not written.\n",
};

/** A site whose pages are shown. */
export interface ServedSite {
  /** The id of the build. */
  id: string;
  /** Headers of all its pages and files. */
  headers: Readonly<Record<string, string>>;
  /** A file or a kept page, by a path that begins with a slash. */
  get(path: string): Promise<GatewayResponse | undefined>;
}

/**
 * Serves the site as CloudFront does: the bucket's object first, then the renderer. One port has
 * pages and API here, so pages are only for browsers that open an address; all other requests are
 * for the API.
 */
export function siteFront(blueprint: Blueprint, cloud: LocalCloud, served: () => Promise<ServedSite>) {
  const { cdn, browserSession } = blueprint;

  /** @returns undefined for a request to the API */
  return async (request: GatewayRequest): Promise<GatewayResponse | undefined> => {
    if (request.method !== "GET" && request.method !== "HEAD") return undefined;
    const { pathname, search } = partsOf(request.target);
    // The description of the API is a file of the repository here, and not of the bucket.
    const isWritten = cdn.pages.written.some((start) => pathname.startsWith(start));
    if (Object.hasOwn(cdn.pages.files, pathname) || !(isWritten || isForSite(request, pathname)))
      return undefined;
    const site = await served();
    const object = objectAddressOf(cdn.pages, site.id, { path: pathname, search });
    const found = (await site.get(object.path)) ?? (await render(object.path, object.search, request));
    // The path looks like a file of the site, and is none: perhaps the API has it.
    if (found.status === 404 && pathname.includes(".") && !isWritten) return undefined;
    const headers = { ...found.headers, ...site.headers };
    const whole = { ...found, headers };
    const answer = await compressed(
      negotiatedAt(request, whole),
      headerOf(request.rawHeaders, "accept-encoding"),
    );
    return request.method === "HEAD" ? { ...answer, body: "" } : answer;
  };

  async function render(
    path: string,
    search: string,
    { rawHeaders, sourceIp, method }: GatewayRequest,
  ): Promise<GatewayResponse> {
    const result = await cloud.lambda.invoke(cdn.pages.renderer.name, {
      version: "2.0",
      rawPath: path,
      rawQueryString: search.slice(1),
      headers: { [browserSession.siteHeader]: localName(headerOf(rawHeaders, "host")) },
      requestContext: { requestId: crypto.randomUUID(), http: { method, path, sourceIp } },
      isBase64Encoded: false,
    });
    // CloudFront, too, says so when the renderer fails. The function's log has the reason.
    if (!result.ok) return FAILED;
    const { statusCode, ...answer } = result.payload as {
      statusCode: number;
      headers: Record<string, string>;
      body: string;
    };
    return { status: statusCode, ...answer };
  }
}

/** Path and query as they were sent: to `new URL` the path `//c/kitchen` names the host `c`. */
function partsOf(target: string): { pathname: string; search: string } {
  const [pathname = "", ...query] = target.split("?");
  return { pathname, search: query.length === 0 ? "" : `?${query.join("?")}` };
}

/**
 * Marks an answer as one of two that its address has: a page for browsers that open it, and the API
 * for others. Files have one answer.
 */
export function negotiatedAt({ target }: GatewayRequest, response: GatewayResponse): GatewayResponse {
  const { pathname } = partsOf(target);
  if (pathname.includes(".") || BESIDE_THE_SITE.some((start) => pathname.startsWith(start))) return response;
  const names = [response.headers["vary"] ?? []].flat().flatMap((value) => value.split(/\s*,\s*/));
  const vary = [...new Set([...names, "Accept", "Sec-Fetch-Dest"])].join(", ");
  return { ...response, headers: { ...response.headers, vary } };
}

/**
 * The name under which this machine is called. Another name in a request would be written into a
 * page that others get.
 */
function localName(host = ""): string {
  return /^(127\.0\.0\.1|localhost)(:\d+)?$/.test(host) ? host : "127.0.0.1";
}

/** True for a file of the site, and for an address that a person opens. */
function isForSite({ rawHeaders }: GatewayRequest, path: string): boolean {
  if (BESIDE_THE_SITE.some((start) => path.startsWith(start))) return false;
  if (path.startsWith("/assets/")) return true;
  if (/^\/[^/]+\.(ico|js|png|svg|webmanifest)$/.test(path)) return true;
  if (headerOf(rawHeaders, "sec-fetch-dest") === "document") return true;
  // Also the service worker, which asks for pages that it will show later.
  return headerOf(rawHeaders, "accept")?.startsWith("text/html") ?? false;
}

/**
 * Removes the prefix of the API's paths, as CloudFront does.
 * @returns undefined for a request without the prefix
 */
export function withoutApiPrefix({ cdn }: Blueprint, request: GatewayRequest): GatewayRequest | undefined {
  const { target } = request;
  if (!target.startsWith(`${cdn.apiPrefix}/`)) return undefined;
  return { ...request, target: target.slice(cdn.apiPrefix.length) };
}
