import { basename, dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type Plugin } from "vite";
import type { BrowserBuild } from "./browser.ts";
import { shared } from "./shared.ts";

const RENDERER = fileURLToPath(new URL("../render/renderer.ts", import.meta.url));
const SITE = "virtual:site";

/** Builds the renderer as one file, which knows the style and the scripts of its pages. */
export async function buildRenderer(file: string, site: BrowserBuild): Promise<void> {
  await build({
    ...shared,
    publicDir: false,
    plugins: [provide(site)],
    define: { "process.env.NODE_ENV": '"production"' },
    ssr: { noExternal: true },
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

const provide = (site: BrowserBuild): Plugin => ({
  name: "provide-site",
  resolveId: (id) => (id === SITE ? `\0${SITE}` : undefined),
  load: (id) =>
    id === `\0${SITE}`
      ? Object.entries(site)
          .map(([name, value]) => `export const ${name} = ${JSON.stringify(value)};`)
          .join("\n")
      : undefined,
});
