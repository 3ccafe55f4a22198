/** The pages from their sources, for engineers who change them. */
import { globSync, readFileSync } from "node:fs";
import type { RequestListener, Server } from "node:http";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { createServer, type EnvironmentModuleNode, type Plugin, type ViteDevServer } from "vite";
import { WORKER } from "../app/worker-path.ts";
import type { Render } from "../render/contract.ts";
import type { BrowserBuild } from "./browser.ts";
import { contentTypeOf } from "./content-types.ts";
import { compileMessages, LOCALES, messagesOf } from "./messages.ts";
import { shared } from "./shared.ts";

/** The path of all that Vite serves, so that it takes no other request from the shop. */
const BASE = "/_local/web/";
const RENDERER = "/src/render/renderer.ts";

const { root, configFile, envDir, css } = shared;

export interface LiveSite {
  /** Renders a page of the present sources. No page may be kept. */
  render: Render;
  /** A file that keeps its name, such as `/favicon.svg`, or a worker that ends an earlier one. */
  file(path: string): { contentType: string; body: Buffer } | undefined;
  close(): Promise<void>;
}

const sourcePath = (file: string) => `${BASE}${file.slice(root.length)}`;

/** The scripts of a page, as `buildBrowser` would describe them. `render` adds the style. */
const scripts: BrowserBuild = {
  boot: `${BASE}src/browser/boot.ts`,
  app: `${BASE}src/browser/app.tsx`,
  messages: Object.fromEntries(LOCALES.map((locale) => [locale, sourcePath(messagesOf(locale))])),
  style: "",
};

/**
 * Serves the sources on `server`, beside the requests that it answers already, and tells open pages
 * of each change.
 */
export async function openLiveSite(server: Server): Promise<LiveSite> {
  await compileMessages();
  const vite = await createServer({
    root,
    configFile,
    envDir,
    css,
    base: BASE,
    cacheDir: join(root, ".build/vite"),
    appType: "custom",
    logLevel: "warn",
    define: { SITE: JSON.stringify(scripts) },
    plugins: [react(), hotBoot()],
    // All of them from the start: Vite reloads a page when it meets another one.
    optimizeDeps: { entries: ["src/browser/*.{ts,tsx}"] },
    server: {
      middlewareMode: true,
      ws: { server },
      cors: false,
      fs: { allow: [root, dirname(fileURLToPath(import.meta.resolve("@tradewind/client")))] },
    },
  });
  vite.watcher.on("change", (file) => {
    if (file.startsWith(join(root, "messages"))) void compileAgain(vite);
  });
  const leave = answerBefore(server, vite.middlewares);
  return {
    render: (request) => renderFrom(vite, request),
    file: publicFile,
    async close() {
      leave();
      await vite.close();
    },
  };
}

/** The only script of a page begins with the part that exchanges components. */
const hotBoot = (): Plugin => ({
  name: "hot-boot",
  apply: "serve",
  transform(code, id, options) {
    if (options?.ssr || !id.endsWith("/browser/boot.ts")) return undefined;
    const preamble = react.preambleCode.replace("__BASE__", "/");
    return { code: `${preamble}\n${code}`, map: null };
  },
});

/** Pages follow by themselves, since the compiled messages are modules. */
async function compileAgain({ config }: ViteDevServer): Promise<void> {
  try {
    await compileMessages();
  } catch (error) {
    config.logger.error(`The messages were not compiled: ${String(error)}`);
  }
}

/** Puts `first` before the listener that a server has. It answers, or calls its `next`. */
function answerBefore(server: Server, first: ViteDevServer["middlewares"]): () => void {
  const [last] = server.listeners("request") as RequestListener[];
  if (!last) throw new Error("The server answers no requests yet.");
  const both: RequestListener = (request, response) => {
    if (!request.url?.startsWith(BASE)) return last(request, response);
    first(request, response, (error: unknown) => {
      if (error === undefined) last(request, response);
      // Vite has written down the reason.
      else response.writeHead(500).end("The module does not build.\n");
    });
  };
  server.off("request", last).on("request", both);
  return () => server.off("request", both).on("request", last);
}

async function renderFrom(vite: ViteDevServer, request: Parameters<Render>[0]): ReturnType<Render> {
  try {
    const { render } = (await vite.ssrLoadModule(RENDERER)) as { render: Render };
    const { headers, body, ...answer } = await render(request);
    return {
      ...answer,
      headers: { ...headers, "cache-control": "no-store" },
      body: body.replace("<style></style>", await styles(vite)),
      stored: false,
    };
  } catch (error) {
    if (error instanceof Error) vite.ssrFixStacktrace(error);
    const headers = { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" };
    const body = `The page was not made.\n\n${error instanceof Error ? error.stack : String(error)}\n`;
    return { status: 500, headers, body, stored: false };
  }
}

/**
 * The style of each source, in the order of the imports. Vite's part in the browser finds the
 * elements by their names, and exchanges their content.
 */
async function styles(vite: ViteDevServer): Promise<string> {
  const files = new Set<string>();
  const seen = new Set<EnvironmentModuleNode>();
  const collect = (node: EnvironmentModuleNode | undefined): void => {
    if (!node || seen.has(node)) return;
    seen.add(node);
    for (const imported of node.importedModules) collect(imported);
    if (node.file?.endsWith(".css")) files.add(node.file);
  };
  collect(await vite.environments.ssr.moduleGraph.getModuleByUrl(RENDERER));
  const elements = [...files].map(async (file) => {
    // With another query, the names of the classes would be others, too.
    const rules = await vite.environments.client.transformRequest(`/${file.slice(root.length)}?direct`);
    return `<style data-vite-dev-id="${file}">${rules?.code}</style>`;
  });
  return (await Promise.all(elements)).join("\n");
}

/** Takes the place of a worker that an earlier start has registered, and goes with what it kept. */
const FAREWELL = `addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(leave()));
async function leave() {
  for (const name of await caches.keys()) await caches.delete(name);
  await registration.unregister();
  for (const page of await clients.matchAll()) await page.navigate(page.url);
}
`;

function publicFile(path: string): ReturnType<LiveSite["file"]> {
  if (path === WORKER) return { contentType: contentTypeOf(path), body: Buffer.from(FAREWELL) };
  const folder = join(root, "public");
  const name = path.slice(1);
  if (!globSync("*", { cwd: folder }).includes(name)) return undefined;
  return { contentType: contentTypeOf(name), body: readFileSync(join(folder, name)) };
}
