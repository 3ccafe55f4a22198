import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { type BuildFailure, type BuildOptions, formatMessages, type Message, type Metafile } from "esbuild";
import type { AnyFunction } from "@tradewind/blueprint/derived/functions";
import { bundling } from "./bundling.ts";
import { handlerPath, missingExports } from "./handler-path.ts";
import { inProcessTransport } from "./in-process-transport.ts";
import { hostedSite } from "./site-loader.ts";
import { type Substitutes, substituting } from "./substitutes.ts";

/** The input of a build for the laptop. */
export interface LaptopBuild {
  functions: readonly AnyFunction[];
  /** The repository's root. Handler paths are relative to it. */
  root: string;
  /** More modules to bundle with the functions, relative to the root. */
  extraModules?: readonly string[];
  /** Injects fake timers, so that `Date` and timers in the bundles follow the cloud's clock. */
  cloudClock?: boolean;
  substitutes?: Substitutes | undefined;
}

/**
 * The file of each bundled module, relative to the folder of the build. The file's name changes
 * with its contents.
 */
export type BuiltFiles = Readonly<Record<string, string>>;

const FAKE_TIMERS = fileURLToPath(new URL("./fake-timers.ts", import.meta.url));

export function entryPointsOf({ functions, extraModules = [] }: LaptopBuild): string[] {
  return [...new Set(functions.map(({ handler }) => handlerPath(handler).module)), ...extraModules];
}

/** The settings of Lambda's build, except that functions share chunks of common code. */
export function laptopBuildOptions(build: LaptopBuild, outdir: string) {
  const { root, cloudClock, substitutes } = build;
  return {
    ...bundling,
    absWorkingDir: root,
    entryPoints: entryPointsOf(build),
    outdir,
    outbase: root,
    entryNames: "[dir]/[name]-[hash]",
    chunkNames: "shared/[name]-[hash]",
    splitting: true,
    sourcemap: true,
    sourcesContent: false,
    logLevel: "silent",
    ...(cloudClock && { inject: [FAKE_TIMERS] }),
    plugins: [
      ...(substitutes ? [substituting(root, substitutes)] : []),
      ...bundling.plugins,
      inProcessTransport(),
      hostedSite,
    ],
  } satisfies BuildOptions;
}

/** @throws an error that names the functions whose handler is not exported */
export function builtFiles({ functions, root }: LaptopBuild, outdir: string, metafile: Metafile): BuiltFiles {
  const entries = Object.entries(metafile.outputs).flatMap(([file, { entryPoint, exports }]) =>
    entryPoint === undefined ? [] : [{ entryPoint, exports, file: relative(outdir, join(root, file)) }],
  );
  const exports = new Map(entries.map((entry) => [entry.entryPoint, entry.exports]));
  refuse(missingExports(functions, (module) => exports.get(module)));
  return Object.fromEntries(entries.map(({ entryPoint, file }) => [entryPoint, file]));
}

export function bundleOf(module: string, files: BuiltFiles | undefined, outdir: string): string {
  const file = files?.[module];
  if (!file) throw new Error(`${module} is not among the bundled modules.`);
  return join(outdir, file);
}

export function refuse(problems: readonly string[]): void {
  if (problems.length > 0) throw new Error(problems.join("\n"));
}

/**
 * Turns a failure of esbuild into an error with a text for a person. Other errors stay as they are.
 */
export async function readableFailure(error: unknown): Promise<unknown> {
  return isBuildFailure(error) ? new Error(await formatErrors(error.errors)) : error;
}

export async function formatErrors(errors: Message[]): Promise<string> {
  const color = process.stderr.isTTY;
  return (await formatMessages(errors, { kind: "error", color })).join("").trim();
}

function isBuildFailure(error: unknown): error is BuildFailure {
  return error instanceof Error && "errors" in error && Array.isArray(error.errors);
}
