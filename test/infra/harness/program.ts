import { join, relative } from "node:path";
import { build, type Plugin } from "esbuild";
import { ROOT } from "./platform.ts";

/** Providers that SST's sources import for components we do not use. */
const UNUSED =
  /^(@pulumi\/(cloudflare|command|docker-build|tls)|@pulumiverse\/vercel|@sst-provider\/.*|archiver|glob|vite|unenv.*|@cloudflare\/.*)(\/.*)?$/;

/**
 * Stands in for the zip packages. An empty archive is enough, since sizes come from the bundles.
 */
const ZIP = `
  let sink;
  module.exports = () => ({ on() {}, pipe(to) { sink = to; }, file() {}, append() {}, finalize() { sink.end(); } });
  module.exports.glob = async () => [];
`;

const unusedPackages: Plugin = {
  name: "unused-packages",
  setup(bundling) {
    bundling.onResolve({ filter: UNUSED }, ({ path }) => ({ path, namespace: "unused" }));
    bundling.onLoad({ filter: /.*/, namespace: "unused" }, ({ path }) => ({
      contents: path === "archiver" || path === "glob" ? ZIP : "module.exports = {};",
      loader: "js",
    }));
  },
};

/**
 * Bundles SST's components and the repository's `sst.config.ts` into one program, as SST does
 * before it runs them. Returns the program's entry file.
 */
export async function bundleProgram(platform: string, outdir: string): Promise<string> {
  const from = (path: string) => JSON.stringify(join(platform, "src", path));
  await build({
    stdin: {
      contents: `
        export * as sst from ${from("components/index.ts")};
        export * as globals from ${from("shim/run.js")};
        export { run } from ${from("auto/run.ts")};
        export const config = async () => (await import("./sst.config.ts")).default;
      `,
      resolveDir: ROOT,
      sourcefile: "program.ts",
      loader: "ts",
    },
    outdir: relative(process.cwd(), outdir),
    entryNames: "program",
    outExtension: { ".js": ".mjs" },
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node24",
    mainFields: ["module", "main"],
    external: ["@pulumi/pulumi", "@pulumi/aws", "@pulumi/random", "@aws-sdk/*", "esbuild"],
    // CommonJS packages call `require`, which an ES module does not have.
    banner: {
      js: `import { createRequire as topLevelRequire } from "node:module"; const require = topLevelRequire(import.meta.url);`,
    },
    plugins: [unusedPackages],
    logLevel: "error",
  });
  return join(outdir, "program.mjs");
}
