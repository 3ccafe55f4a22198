import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { runInNewContext } from "node:vm";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type Shop, startShop } from "../../../packages/dev/src/shop.ts";
import { CHEAP, repository } from "./support.ts";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const SITE = "packages/storefront";
const WEB = "/_local/web";

/** A repository whose pages may be changed. */
const copy = repository();
let shop: Shop;

beforeAll(async () => {
  for (const part of ["functions/pages", "functions/catalog", SITE, "tsconfig.json"])
    cpSync(join(ROOT, part), join(copy.path, part), {
      recursive: true,
      filter: (path) => ![".build", "node_modules"].includes(basename(path)),
    });
  shop = await startShop({ root: copy.path, web: true, seed: false, passwordCost: CHEAP });
});
afterAll(async () => {
  await shop.stop();
  copy[Symbol.dispose]();
});

const open = (path: string) => fetch(shop.url + path, { headers: { "sec-fetch-dest": "document" } });
const module = async (path: string) => (await fetch(shop.url + WEB + path)).text();

function change(file: string, from: string, to: string): void {
  const path = join(copy.path, SITE, file);
  const source = readFileSync(path, "utf8");
  if (!source.includes(from)) throw new Error(`${file} has no ${from}.`);
  writeFileSync(path, source.replace(from, to));
}

interface Message {
  type: string;
  updates?: { path: string }[];
}

/** The messages that an open page gets, until the first one that fits. */
async function listen(fits: (message: Message) => boolean) {
  const token = /wsToken = "([^"]+)"/.exec(await module("/@vite/client"))?.[1];
  const socket = new WebSocket(`${shop.url.replace("http", "ws")}${WEB}/?token=${token}`, "vite-hmr");
  const connected = Promise.withResolvers<void>();
  const told = Promise.withResolvers<Message>();
  socket.addEventListener("message", ({ data }) => {
    const message = JSON.parse(data as string) as Message;
    if (message.type === "connected") connected.resolve();
    if (fits(message)) told.resolve(message);
  });
  await connected.promise;
  return { told: told.promise, [Symbol.dispose]: () => socket.close() };
}

const updates =
  (path: string) =>
  ({ updates = [] }: Message) =>
    updates.some((update) => update.path === path);

describe("the site with hot reload", () => {
  it("shows the page of the renderer, whose app comes from the sources", async () => {
    const page = await open("/");
    expect(page.status).toBe(200);
    const html = await page.text();
    expect(html).toContain('<div id="root"><a');
    const boot = `${WEB}/src/browser/boot.ts`;
    expect(html).toContain(`src="${boot}" data-app="${WEB}/src/browser/app.tsx"`);
    expect(await module("/src/browser/boot.ts")).toContain(`${WEB}/@vite/client`);
    expect(await module("/src/browser/app.tsx")).toContain(`${WEB}/src/routes.tsx`);
    expect(await module("/@vite/client")).toContain("vite-hmr");
  });

  it("has the style before any script runs", async () => {
    const html = await (await open("/de")).text();
    expect(html).toMatch(/<style data-vite-dev-id="[^"]+tokens\.css">@layer/);
    const brand = /class="([\w-]*brand)"/.exec(html)?.[1] ?? "none";
    expect(html).toContain(`.${brand} {`);
  });

  it("relaxes the policy for styles and Trusted Types, and keeps inline scripts out", async () => {
    const policy = (await open("/")).headers.get("content-security-policy");
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("style-src 'self' 'unsafe-inline'");
    expect(policy).not.toContain("require-trusted-types-for");
  });

  it("is kept by nobody", async () => {
    expect((await open("/")).headers.get("cache-control")).toBe("no-store");
  });

  it("registers no service worker, and ends the one of an earlier start", async () => {
    const worker = await fetch(`${shop.url}/sw.js`);
    expect(worker.headers.get("content-type")).toBe("text/javascript; charset=utf-8");
    const [unregister, forget, navigate] = [vi.fn(), vi.fn(), vi.fn()];
    const listeners = new Map<string, (event: object) => void>();
    runInNewContext(await worker.text(), {
      addEventListener: (type: string, listener: () => void) => listeners.set(type, listener),
      caches: { keys: async () => ["pages-1"], delete: forget },
      registration: { unregister },
      clients: { matchAll: async () => [{ url: "/c/kitchen", navigate }] },
    });
    let left: Promise<void> | undefined;
    listeners.get("activate")?.({ waitUntil: (leaving: Promise<void>) => (left = leaving) });
    await left;
    expect(forget).toHaveBeenCalledExactlyOnceWith("pages-1");
    expect(unregister).toHaveBeenCalledOnce();
    expect(navigate).toHaveBeenCalledExactlyOnceWith("/c/kitchen");
    expect(await module("/src/browser/app.tsx")).toContain("if (!import.meta.hot)");
  });

  it("leaves the API where it is, and gives no file from outside of the pages", async () => {
    for (const path of ["/api/categories", "/categories"])
      expect(await (await fetch(shop.url + path)).json()).toEqual({ items: [] });
    expect((await fetch(`${shop.url}/favicon.ico`)).headers.get("content-type")).toBe("image/x-icon");
    expect((await fetch(`${shop.url}${WEB}/@fs${ROOT}package.json`)).status).toBe(403);
  });

  it("exchanges a component in an open page, and renders the new one", async () => {
    await open("/");
    await module("/src/ui/logo.tsx");
    using page = await listen(updates("/src/ui/logo.tsx"));
    change("src/ui/logo.tsx", 'viewBox="0 0 24 24"', 'viewBox="0 0 48 48"');
    await page.told;
    expect(await (await open("/")).text()).toContain('viewBox="0 0 48 48"');
  });

  it("exchanges a style in an open page", async () => {
    await open("/");
    await module("/src/styles/tokens.css");
    using page = await listen(updates("/src/styles/tokens.css"));
    change("src/styles/tokens.css", "--radius: 14px", "--radius: 15px");
    await page.told;
    expect(await (await open("/")).text()).toContain("--radius: 15px");
  });

  it("loads an open page again after a change of a message", async () => {
    const messages = readFileSync(join(copy.path, SITE, "messages/en.json"), "utf8");
    const { home_heading: heading } = JSON.parse(messages) as { home_heading: string };
    await open("/");
    await module("/.build/messages/messages/en.js");
    using page = await listen(({ type }) => type === "full-reload");
    change("messages/en.json", heading, "Changed while the shop runs");
    await page.told;
    // Each language has a file of messages, and the change of each loads the page again.
    await expect.poll(async () => (await open("/")).text()).toContain("Changed while the shop runs");
  });

  it("says why a page does not render, and goes on when it does again", async () => {
    change("src/pages/home.tsx", "export const home", "throw new Error('planted');\nexport const home");
    await expect.poll(async () => (await open("/")).status).toBe(500);
    expect(await (await open("/")).text()).toMatch(/planted[^]*home\.tsx/);
    change("src/pages/home.tsx", "throw new Error('planted');\n", "");
    await expect.poll(async () => (await open("/")).status).toBe(200);
  });
});
