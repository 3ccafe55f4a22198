import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import type { Site } from "@tradewind/storefront/build";
import type { LoadedSite } from "@tradewind/storefront/site";
import { buildOnce } from "./build-lock.ts";
import { siteFolder } from "./bundle-folder.ts";

const BUILDER = fileURLToPath(new URL("./build-site.ts", import.meta.url));

export interface BuiltSite {
  /** Absolute path of the folder with the site's files and its renderer. */
  folder: string;
  site: Site;
}

/** The site of the present sources, which is built unless it was built before. */
export async function builtSite(root: string): Promise<BuiltSite> {
  const folder = join(root, siteFolder(root));
  await buildOnce(folder, async (unfinished) => {
    // Vite would hold up the requests of a shop in this process.
    await promisify(execFile)(process.execPath, [BUILDER, unfinished], { cwd: root });
  });
  return { folder, site: siteIn(folder) };
}

/** The description of the site in `folder`. @throws when the folder holds no whole site */
export const siteIn = (folder: string) => JSON.parse(readFileSync(join(folder, "site.json"), "utf8")) as Site;

/** The file of a site's renderer. */
export const rendererIn = (folder: string) => join(folder, "renderer.mjs");

/** Loads the renderer of a built site into this process. */
export async function loadBuiltSite({ folder, site }: BuiltSite): Promise<LoadedSite> {
  const { render } = (await import(pathToFileURL(rendererIn(folder)).href)) as Pick<LoadedSite, "render">;
  return { build: site.id, render, local: true };
}
