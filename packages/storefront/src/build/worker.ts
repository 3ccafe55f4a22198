import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { basename, dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { shared } from "./shared.ts";

/**
 * Builds the service worker as one file.
 * @param renderer file of the renderer, which writes the page for times without a connection
 */
export async function buildWorker(file: string, renderer: string): Promise<void> {
  const revision = createHash("sha256").update(readFileSync(renderer)).digest("hex").slice(0, 16);
  await build({
    ...shared,
    publicDir: false,
    define: { ...shared.define, OFFLINE_REVISION: JSON.stringify(revision) },
    resolve: { conditions: ["module", "browser", "production"] },
    build: {
      outDir: dirname(file),
      emptyOutDir: false,
      target: "baseline-widely-available",
      rolldownOptions: {
        ...shared.build.rolldownOptions,
        input: fileURLToPath(new URL("../worker/worker.ts", import.meta.url)),
        output: { format: "iife", entryFileNames: basename(file), codeSplitting: false },
      },
    },
  });
}
