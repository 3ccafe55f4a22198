import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Arguments } from "../arguments.ts";
import { runSeeds } from "../run-seeds.ts";
import { type Bug, bugs } from "./bugs.ts";

/** The sources that a shop runs from, and what finds them. */
const SOURCES = ["package.json", "package-lock.json", "packages", "functions", "workflows", "test"];

/** Plants each bug in a copy of the sources. @returns true when the simulation finds all of them */
export async function findPlanted(
  root: string,
  { planted, seeds, from, workers }: Arguments,
  say: (line: string) => void,
): Promise<boolean> {
  const chosen = bugs.filter(({ name }) => planted === true || name === planted);
  if (chosen.length === 0) throw new Error(`There is no planted bug ${String(planted)}.`);
  let missed = 0;
  for (const bug of chosen) {
    const copy = copyOf(root);
    try {
      plant(copy, bug);
      let tried = 0;
      let found: { seed: number; invariants: string } | undefined;
      await runSeeds(
        Array.from({ length: seeds }, (_, index) => from + index),
        {
          root: copy,
          workers,
          ended({ seed, violations }) {
            tried += 1;
            if (violations.length === 0) return "go on";
            const invariants = [...new Set(violations.map(({ invariant }) => invariant))].join("; ");
            found ??= { seed, invariants };
            return "stop";
          },
        },
      );
      if (!found) missed += 1;
      say(
        `${bug.name}: ${found ? `found by seed ${found.seed} (${tried} tried): ${found.invariants}` : `not found in ${tried} seeds`}`,
      );
    } finally {
      rmSync(copy, { recursive: true, force: true });
    }
  }
  return missed === 0;
}

/** Copies the sources. Packages from the registry are those of `root`, and ours are the copy's. */
function copyOf(root: string): string {
  const copy = mkdtempSync(join(tmpdir(), "planted-"));
  for (const name of SOURCES)
    cpSync(join(root, name), join(copy, name), {
      recursive: true,
      filter: (path) => !path.includes("node_modules"),
    });
  const modules = join(root, "node_modules");
  mkdirSync(join(copy, "node_modules/@tradewind"), { recursive: true });
  for (const name of readdirSync(modules))
    if (name !== "@tradewind") symlinkSync(join(modules, name), join(copy, "node_modules", name));
  for (const name of readdirSync(join(copy, "packages")))
    symlinkSync(join("../../packages", name), join(copy, "node_modules/@tradewind", name));
  symlinkSync("../../workflows", join(copy, "node_modules/@tradewind/workflows"));
  return copy;
}

/** @throws an error when the sources have changed, so that the bug cannot be planted any more */
function plant(copy: string, { name, edits }: Bug): void {
  for (const { file, from, to } of edits) {
    const path = join(copy, file);
    const source = readFileSync(path, "utf8");
    if (source.split(from).length !== 2)
      throw new Error(`The bug ${name} cannot be planted: its text is not in ${file} exactly once.`);
    writeFileSync(
      path,
      source.replace(from, () => to),
    );
  }
}
