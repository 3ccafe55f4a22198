import { isPagePath, readAddress } from "./address.ts";
import type { PageAnswer, Render } from "./contract.ts";
import { pageAt } from "./page.tsx";
import { robots } from "./robots.ts";
import { sitemap } from "./sitemap.ts";

const HTML = "text/html; charset=utf-8";
const STORED = "max-age=0, s-maxage=60, stale-while-revalidate=3600, stale-if-error=86400";
const MISSING = "max-age=0, s-maxage=60";

/** Answers each address that a browser may open. */
export const render: Render = async (request) => {
  const address = readAddress(request.url);
  if (address.path === "/robots.txt") return answer(200, robots(request.origin), "text/plain; charset=utf-8");
  if (address.path === "/sitemap.xml") return sitemapAnswer(request);
  if (address.canonical !== undefined)
    return { ...answer(301, ""), headers: { ...answer(301, "").headers, location: address.canonical } };

  const { status, body } = await pageAt(address, request);
  return {
    ...answer(status, body),
    stored: status === 200 && address.search === "" && isPagePath(address.path),
  };
};

async function sitemapAnswer(request: Parameters<Render>[0]): Promise<PageAnswer> {
  try {
    return answer(200, await sitemap(request), "application/xml; charset=utf-8");
  } catch {
    return answer(503, "", "text/plain; charset=utf-8");
  }
}

function answer(status: number, body: string, contentType = HTML): PageAnswer {
  const headers = {
    "content-type": contentType,
    "cache-control": cacheControlOf(status),
    vary: "Accept, Sec-Fetch-Dest",
  };
  return { status, headers, body, stored: false };
}

function cacheControlOf(status: number): string {
  if (status >= 500) return "no-store";
  return status === 404 ? MISSING : STORED;
}
