import { context, type Message, type Metafile, type Plugin, stop } from "esbuild";
import type { BuildOptions, Bundles } from "./build-functions.ts";
import { type BuiltFiles, builtFiles, bundleOf, formatErrors, laptopBuildOptions } from "./laptop-build.ts";

/**
 * Bundles now, and again after each change of a source. `close` ends esbuild's process, and with it
 * every other build of this process. A build that is cut off would otherwise wait for its plugins'
 * answers for ever, even after this process has ended.
 */
export async function watchedBuild(options: BuildOptions): Promise<Bundles> {
  const { outdir, onChange } = options;
  let files: BuiltFiles | undefined;
  let broken = false;
  const firstBuild = Promise.withResolvers<void>();

  async function take(errors: Message[], metafile: Metafile | undefined): Promise<void> {
    if (errors.length > 0) throw new Error(await formatErrors(errors));
    if (!metafile) return;
    const before = files;
    const now = builtFiles(options, outdir, metafile);
    files = now;
    if (!before) return firstBuild.resolve();
    const changed = Object.keys(now).filter((module) => before[module] !== now[module]);
    if (changed.length > 0 || broken) onChange?.({ changed, repaired: broken });
    broken = false;
  }

  const takeEachBuild: Plugin = {
    name: "take-each-build",
    setup(bundler) {
      bundler.onEnd(({ errors, metafile }) =>
        take(errors, metafile).catch((error: unknown) => {
          if (!files) return firstBuild.reject(error);
          broken = true;
          onChange?.({ problem: error instanceof Error ? error.message : String(error) });
        }),
      );
    },
  };

  const settings = laptopBuildOptions(options, outdir);
  const bundler = await context({ ...settings, plugins: [...settings.plugins, takeEachBuild] });
  try {
    await bundler.watch();
    await firstBuild.promise;
  } catch (error) {
    await stop();
    throw error;
  }
  return { file: (module) => bundleOf(module, files, outdir), close: stop };
}
