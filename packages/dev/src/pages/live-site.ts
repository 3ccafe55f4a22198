import type { Server } from "node:http";
import type { Blueprint } from "@tradewind/blueprint";
import { livePageHeaders } from "@tradewind/blueprint/derived/page-headers";
import { openLiveSite } from "@tradewind/bundles/live-site";
import type { SiteSource } from "./site.ts";

/** No page is kept under this name, since each one is written anew. */
const BUILD = "live";

/** The site's sources below `root`. Changes reach open pages by a websocket of `server`. */
export async function liveSite(
  blueprint: Blueprint,
  root: string,
  server: Server,
): Promise<SiteSource & { close(): Promise<void> }> {
  const live = await openLiveSite(root, server);
  const served = {
    id: BUILD,
    headers: livePageHeaders(blueprint.securityHeaders.page),
    async get(path: string) {
      const found = live.file(path);
      if (!found) return undefined;
      const headers = { "content-type": found.contentType, "cache-control": "no-store" };
      return { status: 200, headers, body: found.body };
    },
  };
  return {
    served: async () => served,
    load: async () => ({ build: BUILD, render: live.render, local: true }),
    close: () => live.close(),
  };
}
