import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import type { AnyFunction } from "@tradewind/blueprint/derived/functions";
import { type BuildFailure, type BuildOptions, formatMessages, type Message, type Metafile } from "esbuild";
import { handlerPath, missingExports } from "./handler-path.ts";
import { bundling } from "./bundling.ts";
import { inProcessTransport } from "./in-process-transport.ts";

/** What is bundled for a laptop. */
export interface LaptopBuild {
  functions: readonly AnyFunction[];
  /** The repository, from which handler paths count. */
  root: string;
  /** Modules bundled with the functions, from the root. */
  extraModules?: readonly string[];
  /** The code's `Date` and timers go by the cloud's clock. */
  cloudClock?: boolean;
}

/** Each bundled module's file, from the folder of the build; its name changes with its contents. */
export type BuiltFiles = Readonly<Record<string, string>>;

const TIME_OF_CLOUD = fileURLToPath(new URL("./fake-timers.ts", import.meta.url));

export function entryPointsOf({ functions, extraModules = [] }: LaptopBuild): string[] {
  return [...new Set(functions.map(({ handler }) => handlerPath(handler).module)), ...extraModules];
}

/** Every function with its dependencies, as for Lambda except that what they share is kept in common chunks. */
export function laptopBundling(build: LaptopBuild, outdir: string) {
  const { root, cloudClock } = build;
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
    ...(cloudClock && { inject: [TIME_OF_CLOUD] }),
    plugins: [...bundling.plugins, inProcessTransport()],
  } satisfies BuildOptions;
}

/** @throws with sentences that name the functions whose handler is not exported */
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

/** What esbuild refused, to be read by a person; any other error as it is. */
export async function readableFailure(error: unknown): Promise<unknown> {
  return isBuildFailure(error) ? new Error(await readable(error.errors)) : error;
}

export async function readable(errors: Message[]): Promise<string> {
  const color = process.stderr.isTTY;
  return (await formatMessages(errors, { kind: "error", color })).join("").trim();
}

function isBuildFailure(error: unknown): error is BuildFailure {
  return error instanceof Error && "errors" in error && Array.isArray(error.errors);
}
