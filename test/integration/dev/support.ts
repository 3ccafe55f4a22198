import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { blueprint } from "@tradewind/blueprint";
import { functionsOf } from "@tradewind/blueprint/derived/functions";
import { handlerPath } from "@tradewind/bundles/handler-path";
import { type ShopOptions, startShop } from "../../../packages/dev/src/shop.ts";

const REPOSITORY = fileURLToPath(new URL("../../..", import.meta.url));

/** A cost of password hashes that takes almost no time. */
export const CHEAP = { N: 16, r: 1, p: 1 };

/** An empty folder that is removed when the scope ends. */
export function folder(): { path: string } & Disposable {
  const path = mkdtempSync(join(tmpdir(), "tradewind-test-"));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}

/** A shop that stops when the scope ends. */
export async function openShop(options: ShopOptions = {}) {
  const shop = await startShop({ seed: false, passwordCost: CHEAP, ...options });
  return { ...shop, [Symbol.asyncDispose]: () => shop.stop() };
}

/** A repository with all functions. Each only answers its name. */
export function repository(): {
  path: string;
  write(module: string, source: string): void;
  remove(module: string): void;
} & Disposable {
  const root = folder();
  const write = (module: string, source: string) => {
    mkdirSync(dirname(join(root.path, module)), { recursive: true });
    writeFileSync(join(root.path, module), source);
  };
  symlinkSync(join(REPOSITORY, "node_modules"), join(root.path, "node_modules"));
  for (const { handler } of functionsOf(blueprint))
    write(handlerPath(handler).module, endpointSource("first"));
  return {
    path: root.path,
    write,
    remove: (module) => rmSync(join(root.path, module)),
    [Symbol.dispose]: () => root[Symbol.dispose](),
  };
}

/** Source of an endpoint that answers `text`. */
export const endpointSource = (text: string) =>
  `export const handler = async () => ({ statusCode: 200, headers: {}, body: ${JSON.stringify(text)} });\n`;
