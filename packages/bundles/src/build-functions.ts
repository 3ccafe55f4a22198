import { cachedBuild } from "./build-cache.ts";
import { missingModules } from "./handler-path.ts";
import { bundleOf, type LaptopBuild, refuse } from "./laptop-build.ts";
import { watchedBuild } from "./watched-build.ts";

export interface BuildOptions extends LaptopBuild {
  /** Folder for the bundles of this start only. */
  outdir: string;
  /** Rebuild when a source file changes. */
  watch?: boolean;
  /**
   * Called after each later build that changes modules, fails, or succeeds after one that failed.
   * `problem` is the error text for a person.
   */
  onChange?: (outcome: { changed: string[]; repaired: boolean } | { problem: string }) => void;
}

/** The bundles of all functions. */
export interface Bundles {
  /** Absolute path of the newest bundle of a module. The file's name changes with its contents. */
  file(module: string): string;
  /** Stops the watch. The files stay. */
  close(): Promise<void>;
}

/**
 * Bundles every function for a laptop, once or after each change of a source.
 * @throws an error that names the functions whose code is missing, or has esbuild's messages
 */
export async function buildFunctions(options: BuildOptions): Promise<Bundles> {
  const { functions, root, outdir } = options;
  refuse(missingModules(functions, root));
  if (options.watch) return watchedBuild(options);
  const files = await cachedBuild(options, outdir);
  return { file: (module) => bundleOf(module, files, outdir), close: async () => {} };
}
