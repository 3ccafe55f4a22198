import { createHash } from "node:crypto";
import { globSync, readFileSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { WORKER } from "../app/worker-path.ts";
import { buildBrowser } from "./browser.ts";
import { contentTypeOf } from "./content-types.ts";
import { compileMessages } from "./messages.ts";
import { buildRenderer } from "./renderer.ts";
import { buildWorker } from "./worker.ts";

export interface SiteFile {
  /** Path in the shop: `/assets/app-1a2b3c.js`. The file is below `client`. */
  path: string;
  contentType: string;
  /** The name holds a hash of the content. */
  immutable: boolean;
  bytes: number;
}

export interface Site {
  /** Hash of the build's content: equal sources have equal ids. */
  id: string;
  /** Hashes for `style-src`, such as `'sha256-…'` without the quotes. */
  styleHashes: string[];
  files: SiteFile[];
}

/**
 * Builds the site in a folder, whose old content is gone:
 * - `client`: the files that browsers load;
 * - `renderer.mjs`: writes the pages, and needs nothing but Node;
 * - `site.json`: the description that this function also returns.
 */
export async function buildSite({ outdir: folder }: { outdir: string }): Promise<Site> {
  // Vite would take a relative path from the storefront's folder.
  const outdir = resolve(folder);
  await rm(outdir, { recursive: true, force: true });
  await mkdir(outdir, { recursive: true });
  await compileMessages();
  const client = join(outdir, "client");
  const inPages = await buildBrowser(client);
  const renderer = join(outdir, "renderer.mjs");
  await buildRenderer(renderer, inPages);
  await buildWorker(join(client, WORKER), renderer);

  const files = filesOf(client);
  const site: Site = {
    id: idOf([...files.map(({ path }) => join(client, path)), renderer], outdir),
    styleHashes: [`sha256-${createHash("sha256").update(inPages.style).digest("base64")}`],
    files,
  };
  await writeFile(join(outdir, "site.json"), `${JSON.stringify(site, null, 2)}\n`);
  return site;
}

function filesOf(client: string): SiteFile[] {
  const names = globSync("**/*.*", { cwd: client }).map((name) => name.replaceAll("\\", "/"));
  return names.toSorted().map((name) => {
    const { length } = readFileSync(join(client, name));
    return {
      path: `/${name}`,
      contentType: contentTypeOf(name),
      immutable: name.startsWith("assets/"),
      bytes: length,
    };
  });
}

function idOf(files: readonly string[], outdir: string): string {
  const hash = createHash("sha256");
  for (const file of files) hash.update(file.slice(outdir.length)).update(readFileSync(file));
  return hash.digest("hex").slice(0, 16);
}
