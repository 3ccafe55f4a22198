import { existsSync } from "node:fs";
import { join } from "node:path";
import type { AnyFunction } from "@tradewind/blueprint/derived/functions";

/** Where a function's code is: `functions/cart/add-item.handler` is the export `handler` of `functions/cart/add-item.ts`. */
export interface HandlerPath {
  /** From the repository's root. */
  module: string;
  export: string;
}

export function handlerPath(handler: string): HandlerPath {
  const dot = handler.lastIndexOf(".");
  return { module: `${handler.slice(0, dot)}.ts`, export: handler.slice(dot + 1) };
}

/** The functions whose module does not exist, as sentences that name them. */
export function missingModules(functions: readonly AnyFunction[], root: string): string[] {
  return functions
    .filter(({ handler }) => !existsSync(join(root, handlerPath(handler).module)))
    .map((fn) => `${nameOf(fn)} names ${handlerPath(fn.handler).module}, which does not exist.`);
}

/** The functions whose module does not export what they name. `exportsOf` gives a module's exports. */
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
