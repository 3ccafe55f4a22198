import { spawnSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Mutant } from "./candidates.ts";
import { plant } from "./copy.ts";

const CONFIG = "tsconfig.mutants.json";

/**
 * Those mutants that compile: what the compiler refuses is no mistake that tests have to find. One
 * run of the compiler tries a mutant of each file.
 */
export function compiling(root: string, copy: string, mutants: readonly Mutant[]): Mutant[] {
  const passed = new Set<Mutant>();
  for (const round of roundsOf(mutants)) {
    const takeOut = plant(copy, round);
    const refused = filesWithErrors(root, copy, round);
    takeOut();
    for (const mutant of round) if (!refused.has(mutant.file)) passed.add(mutant);
  }
  return mutants.filter((mutant) => passed.has(mutant));
}

/** Rounds in which no two mutants are of the same file. */
function roundsOf(mutants: readonly Mutant[]): Mutant[][] {
  const rounds: Mutant[][] = [];
  const taken = new Map<string, number>();
  for (const mutant of mutants) {
    const round = taken.get(mutant.file) ?? 0;
    taken.set(mutant.file, round + 1);
    (rounds[round] ??= []).push(mutant);
  }
  return rounds;
}

function filesWithErrors(root: string, copy: string, round: readonly Mutant[]): Set<string> {
  const config = join(copy, CONFIG);
  writeFileSync(
    config,
    JSON.stringify({ extends: "./tsconfig.json", files: round.map(({ file }) => file), include: [] }),
  );
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  const { stdout } = spawnSync(process.execPath, [tsc, "-p", config, "--pretty", "false"], {
    cwd: copy,
    encoding: "utf8",
  });
  rmSync(config);
  return new Set([...stdout.matchAll(/^(\S+)\(\d+,\d+\): error/gm)].map(([, file]) => file ?? ""));
}
