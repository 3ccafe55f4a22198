import { execFileSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { bundleForLambda } from "../support/bundle.ts";
import { say, type Target } from "./suite.ts";

const RUNS = 7;

/** Median milliseconds to import a module in a fresh process. */
function importTime(file: string, environment: Record<string, string>): number {
  const script = `const t = performance.now(); await import(${JSON.stringify(pathToFileURL(file).href)}); console.log(performance.now() - t);`;
  const times = Array.from({ length: RUNS }, () =>
    Number(
      execFileSync(process.execPath, ["--input-type=module", "-e", script], {
        encoding: "utf8",
        env: { ...process.env, ...environment },
      }),
    ),
  );
  return times.toSorted((a, b) => a - b)[Math.floor(RUNS / 2)] ?? 0;
}

/** Size and import time of one endpoint, against a module with nothing in it. */
export async function bundleSuite(): Promise<Target[]> {
  say("\nOne function as it is deployed");
  const links = {
    SST_RESOURCE_App: '{"name":"tradewind","stage":"bench"}',
    SST_RESOURCE_Commerce: '{"name":"Commerce"}',
    SST_RESOURCE_ProductCache: '{"name":"ProductCache"}',
    AWS_REGION: "us-east-1",
  };
  const empty = join(mkdtempSync(join(tmpdir(), "empty-")), "index.mjs");
  writeFileSync(empty, "export const handler = () => {};\n");
  const baseline = importTime(empty, links);
  for (const entry of [
    "functions/system/get-health.ts",
    "functions/cart/add-item.ts",
    "functions/orders/place-order.ts",
  ]) {
    const { file, bytes } = await bundleForLambda(entry);
    const ratio = importTime(file, links) / baseline;
    say(`${entry}: ${Math.round(bytes / 1000)} KB, import ${ratio.toFixed(1)} times an empty module's`);
  }
  return [];
}
