import { context, type Plugin } from "esbuild";
import type { BuildOptions, Bundles } from "./build-functions.ts";
import {
  builtFiles,
  type BuiltFiles,
  bundleOf,
  laptopBundling,
  readable,
  readableFailure,
} from "./laptop-build.ts";

/** Bundles now, and again whenever a source changes. */
export async function watchedBuild(options: BuildOptions): Promise<Bundles> {
  const { outdir, onChange } = options;
  let files: BuiltFiles | undefined;

  /** The first build is taken by who asked for it; those after it are called for by changes. */
  const afterRebuild: Plugin = {
    name: "after-rebuild",
    setup(bundler) {
      bundler.onEnd(async ({ errors, metafile }) => {
        const before = files;
        if (!before) return;
        try {
          if (errors.length > 0) throw new Error(await readable(errors));
          if (!metafile) return;
          const now = builtFiles(options, outdir, metafile);
          files = now;
          const changed = Object.keys(now).filter((module) => before[module] !== now[module]);
          if (changed.length > 0) onChange?.({ changed });
        } catch (error) {
          onChange?.({ problem: error instanceof Error ? error.message : String(error) });
        }
      });
    },
  };

  const settings = laptopBundling(options, outdir);
  const bundler = await context({ ...settings, plugins: [...settings.plugins, afterRebuild] });
  try {
    files = builtFiles(options, outdir, (await bundler.rebuild()).metafile);
  } catch (error) {
    await bundler.dispose();
    throw await readableFailure(error);
  }
  await bundler.watch();
  return { file: (module) => bundleOf(module, files, outdir), close: () => bundler.dispose() };
}
