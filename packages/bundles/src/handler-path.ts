import { existsSync } from "node:fs";
import { join } from "node:path";
import type { AnyFunction } from "@tradewind/blueprint/derived/functions";

/**
 * Location of a function's code. `functions/cart/add-item.handler` is the export `handler` of
 * `functions/cart/add-item.ts`.
 */
export interface HandlerPath {
  /** Relative to the repository's root. */
  module: string;
  export: string;
}

export function handlerPath(handler: string): HandlerPath {
  const dot = handler.lastIndexOf(".");
  return { module: `${handler.slice(0, dot)}.ts`, export: handler.slice(dot + 1) };
}

/** One sentence for each function whose module does not exist. */
export function missingModules(functions: readonly AnyFunction[], root: string): string[] {
  return functions
    .filter(({ handler }) => !existsSync(join(root, handlerPath(handler).module)))
    .map((fn) => `${nameOf(fn)} names ${handlerPath(fn.handler).module}, which does not exist.`);
}

/** One sentence for each function whose module lacks the export that its handler names. */
export function missingExports(
  functions: readonly AnyFunction[],
  exportsOf: (module: string) => readonly string[] | undefined,
): string[] {
  return functions.flatMap((fn) => {
    const path = handlerPath(fn.handler);
    if (exportsOf(path.module)?.includes(path.export)) return [];
    return [`${nameOf(fn)} names ${fn.handler}, but ${path.module} has no export "${path.export}".`];
  });
}

function nameOf(fn: AnyFunction): string {
  return fn.kind === "route" ? `Route ${fn.name} (${fn.method} ${fn.path})` : `Function ${fn.name}`;
}
