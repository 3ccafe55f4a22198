/** `npm run test:e2e`: the browser tests, or one line that says why they cannot run. */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { CHROMIUM, INSTALL_CHROMIUM } from "@tradewind/ops/metering/chromium";

if (CHROMIUM === "") {
  process.stdout.write(`The browser tests need Chromium. ${INSTALL_CHROMIUM}\n`);
  process.exit(process.env["CI"] === undefined ? 0 : 1);
}
const cli = fileURLToPath(import.meta.resolve("@playwright/test/cli"));
const config = fileURLToPath(new URL("playwright.config.ts", import.meta.url));
const { status } = spawnSync(process.execPath, [cli, "test", "--config", config, ...process.argv.slice(2)], {
  stdio: "inherit",
});
process.exit(status ?? 1);
