import { readFileSync, statSync } from "node:fs";
import { builtinModules } from "node:module";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import { blueprint } from "@tradewind/blueprint";
import { type BuiltSite, buildInFolder, builtSite } from "../../support/built-site.ts";
import { importsOf } from "../../support/imports.ts";

const KB = 1024;

let built: BuiltSite;
beforeAll(async () => {
  built = await builtSite();
});

/** The scripts of pages. The service worker is none of them. */
const scripts = () =>
  built.site.files.filter(({ path }) => path.endsWith(".js") && path !== blueprint.cdn.pages.worker);

describe("the build of the site", () => {
  it("describes every file that browsers load, with its type and size", () => {
    const { files } = built.site;
    for (const { path, bytes } of files)
      expect(statSync(join(built.outdir, "client", path)).size).toBe(bytes);
    expect(Object.fromEntries(files.map(({ path, contentType }) => [path, contentType]))).toMatchObject({
      "/favicon.svg": "image/svg+xml",
      "/favicon.ico": "image/x-icon",
      "/manifest.webmanifest": "application/manifest+json",
    });
  });

  it("lets files be kept for ever only when their name holds a hash", () => {
    const hashed = /^\/assets\/[\w-]+-[\w-]{8}\.js$/;
    for (const { path, immutable } of built.site.files) expect(immutable).toBe(hashed.test(path));
    expect(scripts().every(({ immutable }) => immutable)).toBe(true);
  });

  it("writes the description beside the files", () => {
    expect(JSON.parse(readFileSync(join(built.outdir, "site.json"), "utf8"))).toEqual(built.site);
  });

  it("gives equal sources equal ids", async () => {
    expect((await buildInFolder()).site).toEqual(built.site);
  });

  it("makes a renderer that needs nothing but Node", () => {
    const source = readFileSync(join(built.outdir, "renderer.mjs"), "utf8");
    const imports = importsOf("renderer.mjs", source, new Map()).map(({ specifier }) => specifier);
    expect(imports.length).toBeGreaterThan(0);
    expect(imports.filter((name) => !builtinModules.includes(name.replace(/^node:/, "")))).toEqual([]);
  });

  it("needs at most 110 KB of scripts for a page, in either language", () => {
    const sizes = scripts().map(({ path }) => ({
      path,
      size: gzipSync(built.read(path), { level: 9 }).length,
    }));
    for (const other of ["-en-", "-de-"]) {
      const needed = sizes.filter(({ path }) => !path.includes(`messages${other}`));
      expect(needed.reduce((sum, { size }) => sum + size, 0)).toBeLessThanOrEqual(110 * KB);
    }
  });

  it("has a service worker of at most 10 KB, which holds nothing of the app", () => {
    const worker = built.read(blueprint.cdn.pages.worker);
    expect(gzipSync(worker, { level: 9 }).length).toBeLessThanOrEqual(10 * KB);
    expect(worker).not.toMatch(/react|\/api\/cart/i);
  });

  it("has an app that registers the worker, also when NODE_ENV is not production", () => {
    expect(process.env["NODE_ENV"]).not.toBe("production");
    const app = scripts().find(({ path }) => path.startsWith("/assets/app-"));
    expect(built.read(app?.path ?? "")).toContain(blueprint.cdn.pages.worker);
  });

  it("has the calls of the API that pages make, and no others", () => {
    const text = scripts()
      .map(({ path }) => built.read(path))
      .join("\n");
    for (const path of [
      "/categories",
      "/products/by-slug/{slug}",
      "/cart/items",
      "/guest-cart",
      "/auth/refresh",
    ])
      expect(text).toContain(path);
    expect(text).not.toMatch(/\/admin\/|\/webhooks|\/orders/);
  });

  it("keeps schemas out of browsers", () => {
    for (const { path } of scripts()) expect(built.read(path)).not.toMatch(/\b(zod|ZodMini|safeParse)\b/i);
  });

  it("has the messages of both languages, each in a script of its own", () => {
    const messages = (locale: string) => {
      const found = scripts().find(({ path }) => path.startsWith(`/assets/messages-${locale}-`));
      return found ? built.read(found.path) : "";
    };
    expect(messages("en")).toContain("Add to cart");
    expect(messages("de")).toContain("In den Warenkorb");
    expect(messages("de")).not.toContain("Add to cart");
  });
});
