import { fileURLToPath } from "node:url";
import { defineConfig, devices } from "@playwright/test";
import { CHROMIUM } from "@tradewind/ops/metering/chromium";

const PORT = 4790;

/** Pages of a shop of its own, in Debian's Chromium, on a desktop and on a phone. */
export default defineConfig({
  testDir: ".",
  outputDir: fileURLToPath(new URL("../../.build/e2e", import.meta.url)),
  workers: 1,
  // The first page of a bare machine waits for the build of the site.
  timeout: 60_000,
  reporter: [["list"]],
  use: {
    baseURL: `http://127.0.0.1:${PORT}`,
    launchOptions: { executablePath: CHROMIUM, args: ["--no-sandbox"] },
  },
  projects: [
    // A phone's cost is counted once.
    { name: "desktop", use: { ...devices["Desktop Chrome"] }, testIgnore: "page-cost.spec.ts" },
    { name: "phone", use: { ...devices["Pixel 7"] } },
  ],
  webServer: {
    command: `node test/e2e/shop.ts ${PORT}`,
    cwd: fileURLToPath(new URL("../..", import.meta.url)),
    url: `http://127.0.0.1:${PORT}/health`,
    timeout: 120_000,
  },
});
