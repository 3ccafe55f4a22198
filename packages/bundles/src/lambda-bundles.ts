import { readFileSync, writeFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { blueprint } from "@tradewind/blueprint";
import { functionsOf } from "@tradewind/blueprint/derived/functions";
import { build, type Metafile } from "esbuild";
import { bundleFolder } from "./bundle-folder.ts";
import { bundling } from "./bundling.ts";
import { handlerPath } from "./handler-path.ts";
import { madeOnce } from "./build-lock.ts";
import { clientsOf, onlyClients } from "./unused-client-stubs.ts";

export interface LambdaBundle {
  function: string;
  /** From the repository's root. */
  file: string;
  bytes: number;
  exports: readonly string[];
  /** The sources that are in it, as bytes of the bundle. */
  inputs: Readonly<Record<string, number>>;
}

const LIST = "bundles.json";

/**
 * Every function as it is deployed: one minified ES module with everything in it, in a folder of its name, at the path that
 * its handler names. They are made again when a source changes. SST's own builder takes no plugins; the stacks give it these.
 */
export async function lambdaBundles(root: string): Promise<LambdaBundle[]> {
  const folder = bundleFolder(root);
  await madeOnce(join(root, folder), async (unfinished) => {
    const bundles = await bundleAll(root, folder, relative(root, unfinished));
    writeFileSync(join(unfinished, LIST), JSON.stringify(bundles));
  });
  return JSON.parse(readFileSync(join(root, folder, LIST), "utf8")) as LambdaBundle[];
}

async function bundleAll(root: string, folder: string, outdir: string): Promise<LambdaBundle[]> {
  const functions = [...functionsOf(blueprint), ...blueprint.edgeFunctions];
  const byClients = Map.groupBy(functions, (fn) => clientsOf(fn).join());
  const metafiles = await Promise.all(
    [...byClients].map(async ([clients, alike]) => {
      const { metafile } = await build({
        ...bundling,
        absWorkingDir: root,
        entryPoints: alike.map(({ name, handler }) => {
          const { module } = handlerPath(handler);
          return { in: module, out: join(name, module.replace(/\.ts$/, "")) };
        }),
        outdir,
        minify: true,
        logLevel: "error",
        plugins: [...bundling.plugins, onlyClients(clients.split(","))],
      });
      return metafile;
    }),
  );
  return metafiles.flatMap(({ outputs }) =>
    Object.entries(outputs).map(([file, output]) => describe(folder, relative(outdir, file), output)),
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
