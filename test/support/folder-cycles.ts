import { dirname } from "node:path";
import type { Import } from "./imports.ts";

/**
 * Finds folders that need each other when their code runs, although no two files import each other.
 * @returns each cycle once, as `a -> b -> a` with the folders' paths
 */
export function folderCycles(imports: readonly Import[]): string[] {
  const needs = new Map<string, Set<string>>();
  for (const { file, target, ofTypes } of imports) {
    if (target === undefined || ofTypes || dirname(file) === dirname(target)) continue;
    const needed = needs.get(dirname(file)) ?? new Set();
    needs.set(dirname(file), needed.add(dirname(target)));
  }
  const cycles: string[] = [];
  const done = new Set<string>();
  const visit = (folder: string, path: readonly string[]): void => {
    if (path.includes(folder)) cycles.push([...path.slice(path.indexOf(folder)), folder].join(" -> "));
    if (done.has(folder)) return;
    done.add(folder);
    for (const next of needs.get(folder) ?? []) visit(next, [...path, folder]);
  };
  for (const folder of needs.keys()) visit(folder, []);
  return cycles;
}
