import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { buildSite, type Site } from "@tradewind/storefront/build";
import type { PageAnswer, PageRequest, Render } from "@tradewind/storefront/renderer";
import { fixedCatalog } from "./fixed-catalog.ts";

export const ORIGIN = "https://shop.test";

export interface BuiltSite {
  site: Site;
  outdir: string;
  /** Renders a page over the sample catalog, unless another API is given. */
  open: (url: string, request?: Partial<PageRequest>) => Promise<PageAnswer>;
  /** The content of a file that browsers load. */
  read: (path: string) => string;
}

/** Vitest loads a file with this part in its path as it is. */
const FOLDER = "site.build-";

/** Builds the site in a folder of its own, which is gone when the process ends. */
export async function buildInFolder(): Promise<{ site: Site; outdir: string }> {
  const outdir = mkdtempSync(join(tmpdir(), FOLDER));
  process.once("exit", () => rmSync(outdir, { recursive: true, force: true }));
  return { site: await buildSite({ outdir }), outdir };
}

let built: Promise<BuiltSite> | undefined;

/** The site, built once for all tests of a worker. */
export function builtSite(): Promise<BuiltSite> {
  built ??= build();
  return built;
}

async function build(): Promise<BuiltSite> {
  const { site, outdir } = await buildInFolder();
  const { render } = (await import(pathToFileURL(join(outdir, "renderer.mjs")).href)) as { render: Render };
  const api = fixedCatalog();
  return {
    site,
    outdir,
    open: (url, request) => render({ url, origin: ORIGIN, api, ...request }),
    read: (path) => readFileSync(join(outdir, "client", path), "utf8"),
  };
}
