import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { AnyFunction } from "@tradewind/blueprint";
import {
  type BuildFailure,
  type BuildResult,
  context,
  formatMessages,
  type Metafile,
  type Plugin,
} from "esbuild";
import { bundling } from "./bundling.ts";
import { handlerPath, missingExports, missingModules } from "./handler-path.ts";
import { timeOfCloud, inProcessTransport } from "./in-process-transport.ts";

export interface BuildOptions {
  functions: readonly AnyFunction[];
  /** The repository, from which handler paths count. */
  root: string;
  /** Modules bundled with the functions, from the root. */
  extraModules?: readonly string[];
  /** Folder for the bundles, of this build alone. */
  outdir: string;
  /** Name of the build, by which the bundle finds its surroundings. */
  build: string;
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

/**
 * Bundles every function with its dependencies, as for Lambda except that what they share is kept in common chunks.
 * @throws with sentences that name the functions whose code is missing, or with esbuild's messages
 */
export async function buildFunctions(options: BuildOptions): Promise<Bundles> {
  const { functions, root, outdir, build } = options;
  refuse(missingModules(functions, root));
  const modules = [...new Set(functions.map(({ handler }) => handlerPath(handler).module))];
  mkdirSync(outdir, { recursive: true });

  let files = new Map<string, string>();
  const adopt = ({ metafile }: { metafile: Metafile }) => {
    const { built, exports } = outputsOf(metafile);
    refuse(missingExports(functions, (module) => exports.get(module)));
    const changed = [...built]
      .filter(([module, file]) => files.get(module) !== file)
      .map(([module]) => module);
    files = built;
    return changed;
  };

  const bundler = await context({
    ...bundling,
    absWorkingDir: root,
    entryPoints: [...modules, ...(options.extraModules ?? [])],
    outdir,
    outbase: root,
    entryNames: "[dir]/[name]-[hash]",
    chunkNames: "shared/[name]-[hash]",
    splitting: true,
    sourcemap: true,
    sourcesContent: false,
    logLevel: "silent",
    ...(options.cloudClock && { inject: [writeTimeModule(outdir, build)] }),
    plugins: [...bundling.plugins, inProcessTransport(build), afterRebuild(adopt, options)],
  });
  try {
    adopt(await bundler.rebuild());
  } catch (error) {
    await bundler.dispose();
    throw isBuildFailure(error) ? new Error(await readable(error.errors)) : error;
  }
  if (options.watch) await bundler.watch();
  // The bundler keeps every source in memory.
  else await bundler.dispose();

  return {
    file(module) {
      const file = files.get(module);
      if (!file) throw new Error(`${module} is not among the bundled modules.`);
      return join(root, file);
    },
    close: () => bundler.dispose(),
  };
}

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
function outputsOf(metafile: Metafile) {
  const built = new Map<string, string>();
  const exports = new Map<string, readonly string[]>();
  for (const [file, output] of Object.entries(metafile.outputs)) {
    if (!output.entryPoint) continue;
    built.set(output.entryPoint, file);
    exports.set(output.entryPoint, output.exports);
  }
  return { built, exports };
}

function writeTimeModule(outdir: string, build: string): string {
  const file = join(outdir, "time.js");
  writeFileSync(file, timeOfCloud(build));
  return file;
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
