import { createHash } from "node:crypto";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import type { AnyFunction } from "@tradewind/blueprint";
import {
  type BuildFailure,
  type BuildResult,
  context,
  formatMessages,
  type Metafile,
  type Plugin,
} from "esbuild";
import { type BuiltFiles, KeptBuild } from "./kept-build.ts";
import { bundling } from "./bundling.ts";
import { handlerPath, missingExports, missingModules } from "../runtime/handler-path.ts";
import { inProcessTransport } from "./in-process-transport.ts";

export interface BuildOptions {
  functions: readonly AnyFunction[];
  /** The repository, from which handler paths count. */
  root: string;
  /** Modules bundled with the functions, from the root. */
  extraModules?: readonly string[];
  /** Folder for the bundles, of this start alone. */
  outdir: string;
  /** The code's `Date` and timers go by the cloud's clock. */
  cloudClock?: boolean;
  /** Rebuild when a source file changes. */
  watch?: boolean;
  /** Called after each later build with the modules that changed, or with what is wrong, to be read by a person. */
  onChange?(outcome: { changed: string[] } | { problem: string }): void;
}

/** The bundles of all functions, kept up to date. */
export interface Bundles {
  /** Absolute path of the newest bundle of a module; its name changes with its contents. */
  file(module: string): string;
  /** Watches no longer. The files stay. */
  close(): Promise<void>;
}

const TIME_OF_CLOUD = fileURLToPath(new URL("./time-of-cloud.ts", import.meta.url));

/**
 * Bundles every function with its dependencies, as for Lambda except that what they share is kept in common chunks. As long
 * as no source changes, it is done once and kept for later starts.
 * @throws with sentences that name the functions whose code is missing, or with esbuild's messages
 */
export async function buildFunctions(options: BuildOptions): Promise<Bundles> {
  const { functions, root, outdir, cloudClock } = options;
  refuse(missingModules(functions, root));
  const modules = [...new Set(functions.map(({ handler }) => handlerPath(handler).module))];
  const entryPoints = [...modules, ...(options.extraModules ?? [])];
  const kept = new KeptBuild(root, variantOf(functions, entryPoints, cloudClock));

  // Whoever watches has to bundle anyway.
  let files = options.watch ? undefined : kept.restore(outdir);
  let close = async () => {};
  const adopt = ({ metafile }: { metafile: Metafile }) => {
    const { built, exports } = outputsOf(metafile, root, outdir);
    refuse(missingExports(functions, (module) => exports.get(module)));
    const changed = Object.keys(built).filter((module) => files?.[module] !== built[module]);
    files = built;
    return changed;
  };
  if (!files) {
    const bundler = await context({
      ...bundling,
      absWorkingDir: root,
      entryPoints,
      outdir,
      outbase: root,
      entryNames: "[dir]/[name]-[hash]",
      chunkNames: "shared/[name]-[hash]",
      splitting: true,
      sourcemap: true,
      sourcesContent: false,
      logLevel: "silent",
      ...(cloudClock && { inject: [TIME_OF_CLOUD] }),
      plugins: [...bundling.plugins, inProcessTransport(), afterRebuild(adopt, options)],
    });
    try {
      adopt(await bundler.rebuild());
    } catch (error) {
      await bundler.dispose();
      throw isBuildFailure(error) ? new Error(await readable(error.errors)) : error;
    }
    kept.keep(outdir, files ?? {});
    if (options.watch) {
      await bundler.watch();
      close = () => bundler.dispose();
      // The bundler keeps every source in memory.
    } else await bundler.dispose();
  }

  return {
    file(module) {
      const file = files?.[module];
      if (!file) throw new Error(`${module} is not among the bundled modules.`);
      return join(outdir, file);
    },
    close,
  };
}

/** What decides, beside the sources, what the bundles are and whether they are whole. */
function variantOf(
  functions: readonly AnyFunction[],
  entryPoints: readonly string[],
  cloudClock = false,
): string {
  const handlers = functions.map(({ handler }) => handler);
  return createHash("sha256")
    .update(JSON.stringify([handlers, entryPoints, cloudClock]))
    .digest("hex")
    .slice(0, 8);
}

/** The first build is adopted by who asked for it; those after it are called for by changes. */
function afterRebuild(adopt: (result: { metafile: Metafile }) => string[], options: BuildOptions): Plugin {
  return {
    name: "after-rebuild",
    setup(bundler) {
      let first = true;
      bundler.onEnd(async ({ errors, metafile }) => {
        if (first) {
          first = false;
          return;
        }
        try {
          if (errors.length > 0) throw new Error(await readable(errors));
          if (!metafile) return;
          const changed = adopt({ metafile });
          if (changed.length > 0) options.onChange?.({ changed });
        } catch (error) {
          options.onChange?.({ problem: error instanceof Error ? error.message : String(error) });
        }
      });
    },
  };
}

/** The bundle and the exports of each entry point, by its path from the root. */
function outputsOf(metafile: Metafile, root: string, outdir: string) {
  const built: BuiltFiles = {};
  const exports = new Map<string, readonly string[]>();
  for (const [file, output] of Object.entries(metafile.outputs)) {
    if (!output.entryPoint) continue;
    built[output.entryPoint] = relative(outdir, join(root, file));
    exports.set(output.entryPoint, output.exports);
  }
  return { built, exports };
}

function refuse(problems: string[]): void {
  if (problems.length > 0) throw new Error(problems.join("\n"));
}

function isBuildFailure(error: unknown): error is BuildFailure {
  return error instanceof Error && "errors" in error && Array.isArray(error.errors);
}

async function readable(errors: BuildResult["errors"]): Promise<string> {
  const color = process.stderr.isTTY;
  return (await formatMessages(errors, { kind: "error", color })).join("").trim();
}
