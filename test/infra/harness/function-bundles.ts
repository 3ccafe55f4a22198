import { blueprint, functionsOf } from "@tradewind/blueprint";
import { build } from "esbuild";
import { ROOT } from "./platform.ts";

export interface FunctionBundle {
  bytes: number;
  exports: string[];
}

/** Bundles every function of the blueprint as for Lambda: one minified ES module each. Keys are module paths. */
export async function bundleFunctions(): Promise<Record<string, FunctionBundle>> {
  const entryPoints = [
    ...new Set(
      [...functionsOf(blueprint), ...blueprint.edgeFunctions].map(({ handler }) => moduleOf(handler)),
    ),
  ];
  const { metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints,
    outdir: ".build/functions",
    outbase: ROOT,
    bundle: true,
    minify: true,
    platform: "node",
    target: "node24",
    format: "esm",
    mainFields: ["module", "main"],
    metafile: true,
    write: false,
    logLevel: "error",
  });
  return Object.fromEntries(
    Object.values(metafile.outputs).flatMap(({ entryPoint, bytes, exports }) =>
      entryPoint ? [[entryPoint, { bytes, exports }]] : [],
    ),
  );
}

/** `functions/cart/add-item.handler` is in `functions/cart/add-item.ts`. */
export const moduleOf = (handler: string) => `${handler.slice(0, handler.lastIndexOf("."))}.ts`;
