import { readFileSync, writeFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { build, type Metafile } from "esbuild";
import { blueprint } from "@tradewind/blueprint";
import { functionsOf } from "@tradewind/blueprint/derived/functions";
import { buildOnce } from "./build-lock.ts";
import { builtSite } from "./built-site.ts";
import { bundleFolder } from "./bundle-folder.ts";
import { bundling } from "./bundling.ts";
import { handlerPath } from "./handler-path.ts";
import { bundledSite } from "./site-loader.ts";

export interface LambdaBundle {
  function: string;
  /** Relative to the repository's root. */
  file: string;
  bytes: number;
  exports: readonly string[];
  /** Each source in the bundle, with the bytes that it takes there. */
  inputs: Readonly<Record<string, number>>;
}

const LIST = "bundles.json";

/**
 * Bundles every function as it is deployed: one minified ES module with all its dependencies, in a
 * folder of the function's name, at the path that its handler names. Changed sources cause a new
 * build. SST's own builder takes no plugins, so the stacks deploy these bundles.
 */
export async function lambdaBundles(root: string): Promise<LambdaBundle[]> {
  const folder = bundleFolder(root);
  // The stacks read the site, too, which may be older than the bundles.
  await builtSite(root);
  await buildOnce(join(root, folder), async (unfinished) => {
    const bundles = await bundleAll(root, folder, relative(root, unfinished));
    writeFileSync(join(unfinished, LIST), JSON.stringify(bundles));
  });
  return JSON.parse(readFileSync(join(root, folder, LIST), "utf8")) as LambdaBundle[];
}

async function bundleAll(root: string, folder: string, outdir: string): Promise<LambdaBundle[]> {
  const functions = [...functionsOf(blueprint), ...blueprint.edgeFunctions];
  const { metafile } = await build({
    ...bundling,
    absWorkingDir: root,
    entryPoints: functions.map(({ name, handler }) => {
      const { module } = handlerPath(handler);
      return { in: module, out: join(name, module.replace(/\.ts$/, "")) };
    }),
    outdir,
    plugins: [...bundling.plugins, bundledSite(root)],
    minify: true,
    logLevel: "error",
  });
  return Object.entries(metafile.outputs).map(([file, output]) =>
    describe(folder, relative(outdir, file), output),
  );
}

function describe(folder: string, file: string, output: Metafile["outputs"][string]): LambdaBundle {
  const { bytes, exports, inputs } = output;
  return {
    function: file.split(sep)[0] ?? file,
    file: join(folder, file),
    bytes,
    exports,
    inputs: Object.fromEntries(
      Object.entries(inputs).flatMap(([source, { bytesInOutput }]) =>
        bytesInOutput > 0 ? [[source, bytesInOutput]] : [],
      ),
    ),
  };
}
