import type { Server } from "node:http";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { LiveSite } from "@tradewind/storefront/live";

const OPENER = "packages/storefront/src/build/live-site.ts";

/**
 * Opens the pages of the sources below `root`. Only this loads Vite's server, which takes a moment.
 */
export async function openLiveSite(root: string, server: Server): Promise<LiveSite> {
  const opener = (await import(
    pathToFileURL(join(root, OPENER)).href
  )) as typeof import("@tradewind/storefront/live");
  return opener.openLiveSite(server);
}
