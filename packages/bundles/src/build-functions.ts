import { missingModules } from "./handler-path.ts";
import { keptBuild } from "./build-cache.ts";
import { bundleOf, type LaptopBuild, refuse } from "./laptop-build.ts";
import { watchedBuild } from "./watched-build.ts";

export interface BuildOptions extends LaptopBuild {
  /** Folder for the bundles, of this start alone. */
  outdir: string;
  /** Rebuild when a source file changes. */
  watch?: boolean;
  /** Called after each later build with the modules that changed, or with what is wrong, to be read by a person. */
  onChange?: (outcome: { changed: string[] } | { problem: string }) => void;
}

/** The bundles of all functions. */
export interface Bundles {
  /** Absolute path of the newest bundle of a module; its name changes with its contents. */
  file(module: string): string;
  /** Watches no longer. The files stay. */
  close(): Promise<void>;
}

/**
 * Bundles every function for a laptop, once or whenever a source changes.
 * @throws with sentences that name the functions whose code is missing, or with esbuild's messages
 */
export async function buildFunctions(options: BuildOptions): Promise<Bundles> {
  const { functions, root, outdir } = options;
  refuse(missingModules(functions, root));
  if (options.watch) return watchedBuild(options);
  const files = await keptBuild(options, outdir);
  return { file: (module) => bundleOf(module, files, outdir), close: async () => {} };
}
