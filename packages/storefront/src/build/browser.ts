import { fileURLToPath } from "node:url";
import { build, type Plugin } from "vite";
import { LOCALES, messagesOf } from "./messages.ts";
import { shared } from "./shared.ts";
import { usedCalls } from "./used-calls.ts";

/** The browser's build, as the renderer needs it. */
export interface BrowserBuild {
  /** Path of the script that loads the app. */
  boot: string;
  /** Path of the app. */
  app: string;
  /** Paths of the messages, by language. */
  messages: Record<string, string>;
  /** All rules of all pages, for one `<style>` that every page has. */
  style: string;
}

const entry = (file: string) => fileURLToPath(new URL(`../browser/${file}`, import.meta.url));

/** Builds the files that browsers load, below `outDir`. */
export async function buildBrowser(outDir: string): Promise<BrowserBuild> {
  const found: Found = { scripts: new Map() };
  await build({
    ...shared,
    plugins: [usedCalls(), withoutPreloads(), takeOut(found)],
    resolve: { conditions: ["module", "browser", "production"] },
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
        input: { boot: entry("boot.ts"), app: entry("app.tsx"), ...compiledMessages() },
        preserveEntrySignatures: "exports-only",
      },
    },
  });
  const script = (name: string): string => {
    const path = found.scripts.get(name);
    if (path === undefined) throw new Error(`The build has no script ${name}.`);
    return path;
  };
  if (found.style === undefined) throw new Error("The build has no style.");
  return {
    boot: script("boot"),
    app: script("app"),
    messages: Object.fromEntries(LOCALES.map((locale) => [locale, script(nameOf(locale))])),
    style: found.style,
  };
}

interface Found {
  /** Paths of the entries, by name. */
  scripts: Map<string, string>;
  style?: string;
}

const nameOf = (locale: string) => `messages-${locale}`;

const compiledMessages = () =>
  Object.fromEntries(LOCALES.map((locale) => [nameOf(locale), messagesOf(locale)]));

/** Leaves out Vite's own loading of files for scripts, since the pages hold the style. */
const withoutPreloads = (): Plugin => ({
  name: "without-preloads",
  enforce: "pre",
  load: (id) =>
    id === "\0vite/preload-helper.js" ? "export const __vitePreload = (load) => load();" : undefined,
});

/** Takes the style out of the files, since pages hold it, and notes the paths of the scripts. */
const takeOut = (found: Found): Plugin => ({
  name: "take-out",
  enforce: "post",
  generateBundle(_, bundle) {
    for (const [name, file] of Object.entries(bundle)) {
      if (file.type === "chunk" && file.isEntry) found.scripts.set(file.name, `/${name}`);
      if (file.type === "asset" && name.endsWith(".css")) {
        found.style = String(file.source).trim();
        delete bundle[name];
      }
    }
  },
});
