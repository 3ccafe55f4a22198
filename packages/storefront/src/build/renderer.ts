import { basename, dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import type { BrowserBuild } from "./browser.ts";
import { shared } from "./shared.ts";

const RENDERER = fileURLToPath(new URL("../render/renderer.ts", import.meta.url));

/** Builds the renderer as one file, which knows the style and the scripts of its pages. */
export async function buildRenderer(file: string, site: BrowserBuild): Promise<void> {
  await build({
    ...shared,
    publicDir: false,
    define: { ...shared.define, SITE: JSON.stringify(site) },
    ssr: { noExternal: true, resolve: { conditions: ["module", "node", "production"] } },
    build: {
      ssr: RENDERER,
      outDir: dirname(file),
      emptyOutDir: false,
      target: "node24",
      minify: true,
      rolldownOptions: {
        ...shared.build.rolldownOptions,
        output: { entryFileNames: basename(file), codeSplitting: false },
      },
    },
  });
}
