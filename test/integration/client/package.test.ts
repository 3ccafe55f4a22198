import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Product } from "@tradewind/client";
import { TestShop } from "../../support/shop.ts";

/** A project outside of the workspace, with the packed client installed. */
const project = mkdtempSync(join(tmpdir(), "client-"));
let shop: TestShop;

const run = (command: string, cwd: string) => execFileSync(command, { cwd, encoding: "utf8", shell: true });

beforeAll(async () => {
  shop = await TestShop.open({ seed: true });
  const archive = run("npm run --silent pack:client", process.cwd()).trim();
  const installed = join(project, "node_modules/@tradewind/client");
  mkdirSync(installed, { recursive: true });
  run(`tar -xzf ${JSON.stringify(archive)} --strip-components=1`, installed);
  writeFileSync(join(project, "package.json"), JSON.stringify({ type: "module" }));
});
afterAll(async () => {
  await shop.stop();
  rmSync(project, { recursive: true, force: true });
});

/** Checks a source with the strictest types, and no types but the package's own. */
function typesOf(source: string): string {
  writeFileSync(join(project, "index.ts"), source);
  const tsc = resolve("node_modules/.bin/tsc");
  const options =
    "--strict --noEmit --exactOptionalPropertyTypes --module nodenext --lib es2023,dom --types ''";
  try {
    return run(`${JSON.stringify(tsc)} ${options} index.ts`, project);
  } catch (error) {
    return (error as { stdout: string }).stdout;
  }
}

it("is typed without the workspace: a wrong field is an error", () => {
  const source = (member: string) => `
    import { createClient, isRefusal } from "@tradewind/client";
    const api = createClient({ baseUrl: "https://shop.example" });
    const amount: number = (await api.getProduct("x")).price.${member};
    for await (const { status } of api.listOrders.all()) if (status === "SHIPPED") console.log(amount);
    try { await api.placeOrder({ paymentToken: "t", shippingAddress: { name: "n", line1: "l", city: "c", postalCode: "p", country: "GB" } }); }
    catch (error) { if (isRefusal(error, "order.price_changed")) console.log(error.problem.totals?.total.amount); }
    export {};
  `;
  expect(typesOf(source("amount"))).toBe("");
  expect(typesOf(source("amuont"))).toMatch("Property 'amuont' does not exist on type 'Money'");
});

it("runs without the workspace: it reads a product of a shop, and its refusal", async () => {
  const entry = join(project, "node_modules/@tradewind/client/dist/index.js");
  const { createClient } = (await import(pathToFileURL(entry).href)) as typeof import("@tradewind/client");
  const api = createClient({ baseUrl: shop.shop.url });
  const { items } = await api.listProducts({ limit: 1 });
  const product: Product = await api.getProduct(items[0]?.id ?? "");
  expect(product.variants[0]?.price.currency).toBe("USD");
  await expect(api.getProduct("00000000-0000-4000-8000-000000000000")).rejects.toMatchObject({
    name: "ApiError",
    code: "product.not_found",
  });
});
