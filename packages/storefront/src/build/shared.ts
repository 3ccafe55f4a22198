import { fileURLToPath } from "node:url";
import type { InlineConfig } from "vite";

/** Settings of both builds: class names must be the same in both. */
export const shared = {
  root: fileURLToPath(new URL("../../", import.meta.url)),
  configFile: false,
  envDir: false,
  mode: "production",
  // Not from NODE_ENV, which tests set: equal sources give equal builds everywhere.
  define: { "process.env.NODE_ENV": '"production"' },
  oxc: { jsx: { development: false } },
  logLevel: "warn",
  build: {
    rolldownOptions: {
      onLog(level, log, handle) {
        // React Router marks its files for server components, which the shop does not use.
        if (log.code !== "MODULE_LEVEL_DIRECTIVE") handle(level, log);
      },
    },
  },
  css: { transformer: "lightningcss" },
} satisfies InlineConfig;
