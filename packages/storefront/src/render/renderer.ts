import { isPagePath } from "../app/page-path.ts";
import { readAddress } from "./address.ts";
import type { PageAnswer, PageRequest, Render } from "./contract.ts";
import { isOfflinePath, offlinePage } from "./offline.tsx";
import { pageAt } from "./page.tsx";
import { robots } from "./robots.ts";
import { SECURITY, securityText } from "./security.ts";
import { sitemap } from "./sitemap.ts";

const CACHE = {
  page: "max-age=0, s-maxage=60, stale-while-revalidate=3600, stale-if-error=86400",
  missing: "max-age=0, s-maxage=60",
  /** A list of all pages costs many calls of the API, and crawlers read it once a day. */
  list: "max-age=0, s-maxage=3600, stale-while-revalidate=86400, stale-if-error=86400",
  never: "no-store",
} as const;

const TYPE = {
  html: "text/html; charset=utf-8",
  text: "text/plain; charset=utf-8",
  xml: "application/xml; charset=utf-8",
} as const;

/** Answers each address that a browser may open. */
export const render: Render = async (request) => {
  const address = readAddress(request.url);
  if (address.path === "/robots.txt") return answer(200, "text", "list", robots(request.origin));
  if (address.path === SECURITY && request.security)
    return answer(200, "text", "list", securityText(request.origin, request.security));
  const list = address.path.startsWith("/sitemap") && (await listOfPages(request, address.path));
  if (list) return list;
  if (address.canonical !== undefined) {
    const moved = answer(301, "html", "page", "");
    return { ...moved, headers: { ...moved.headers, location: address.canonical } };
  }
  if (isOfflinePath(address.path))
    return answer(200, "html", "page", await offlinePage(address.path, request.origin));
  const { status, whole, body } = await pageAt(address, request);
  if (status === 404) return answer(status, "html", "missing", body);
  if (!whole) return answer(status, "html", "never", body);
  const stored = address.search === "" && isPagePath(address.path);
  return { ...answer(status, "html", "page", body), stored };
};

/** @returns undefined for a path that has no list */
async function listOfPages(request: PageRequest, path: string): Promise<PageAnswer | undefined> {
  try {
    const list = await sitemap(request, path);
    return list === undefined ? undefined : answer(200, "xml", "list", list);
  } catch {
    return answer(503, "text", "never", "The API does not answer.\n");
  }
}

const answer = (
  status: number,
  type: keyof typeof TYPE,
  cache: keyof typeof CACHE,
  body: string,
): PageAnswer => ({
  status,
  headers: {
    "content-type": TYPE[type],
    "cache-control": CACHE[cache],
    vary: "Accept, Sec-Fetch-Dest",
  },
  body,
  stored: false,
});
