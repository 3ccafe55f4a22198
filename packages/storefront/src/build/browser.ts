import { fileURLToPath } from "node:url";
import { build, type Plugin } from "vite";
import { shared } from "./shared.ts";

/** The browser's build, as the renderer needs it. */
export interface BrowserBuild {
  /** Path of the script that loads the app. */
  boot: string;
  /** Path of the app. */
  app: string;
  /** All rules of all pages, for one `<style>` that every page has. */
  style: string;
}

const entry = (file: string) => fileURLToPath(new URL(`../browser/${file}`, import.meta.url));

/** Builds the files that browsers load, below `outDir`. */
export async function buildBrowser(outDir: string): Promise<BrowserBuild> {
  const result: Partial<BrowserBuild> = {};
  await build({
    ...shared,
    plugins: [takeOut(result)],
    build: {
      outDir,
      emptyOutDir: true,
      target: "baseline-widely-available",
      // The boot script decides when scripts load.
      modulePreload: false,
      cssCodeSplit: false,
      assetsInlineLimit: 0,
      rolldownOptions: {
        ...shared.build.rolldownOptions,
        input: { boot: entry("boot.ts"), app: entry("app.tsx") },
        preserveEntrySignatures: "exports-only",
      },
    },
  });
  const { boot, app, style } = result;
  if (boot === undefined || app === undefined || style === undefined)
    throw new Error("The build lacks a script or the style.");
  return { boot, app, style };
}

/** Takes the style out of the files, since pages hold it, and notes the names of the scripts. */
const takeOut = (result: Partial<BrowserBuild>): Plugin => ({
  name: "take-out",
  enforce: "post",
  generateBundle(_, bundle) {
    for (const [name, file] of Object.entries(bundle)) {
      if (file.type === "chunk" && (file.name === "boot" || file.name === "app"))
        result[file.name] = `/${name}`;
      if (file.type === "asset" && name.endsWith(".css")) {
        result.style = String(file.source).trim();
        delete bundle[name];
      }
    }
  },
});
