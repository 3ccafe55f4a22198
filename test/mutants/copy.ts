/** Copies of the repository, in which mutants live. */
import { execFileSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { isRunning } from "@tradewind/bundles/is-running";
import { type Mutant, mutated } from "./candidates.ts";

/**
 * Copies the sources as they are, uncommitted changes included. The copy lies below the repository,
 * so that Node finds its packages there; only the links to our own packages are the copy's.
 */
export function makeCopy(root: string): string {
  const parent = join(root, ".build/mutants");
  mkdirSync(parent, { recursive: true });
  removeLeftOver(parent);
  const copy = mkdtempSync(join(parent, `copy-${process.pid}-`));
  process.once("exit", () => removeCopy(copy));
  const listed = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "-z"], {
    cwd: root,
    encoding: "utf8",
  });
  for (const file of listed.split("\0").filter((name) => name !== "" && existsSync(join(root, name)))) {
    mkdirSync(dirname(join(copy, file)), { recursive: true });
    cpSync(join(root, file), join(copy, file));
  }
  const links = "node_modules/@tradewind";
  cpSync(join(root, links), join(copy, links), { recursive: true, verbatimSymlinks: true });
  return copy;
}

/** Removes the copies of processes that were killed. */
function removeLeftOver(parent: string): void {
  for (const name of readdirSync(parent)) {
    const pid = /^copy-(\d+)-/.exec(name)?.[1];
    if (pid !== undefined && !isRunning(Number(pid))) removeCopy(join(parent, name));
  }
}

/** Retried, because a run that was just ended may still write. */
export const removeCopy = (copy: string): void =>
  rmSync(copy, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });

/** Puts mutants into the copy, which must not overlap. @returns what takes them out again */
export function plant(copy: string, mutants: readonly Mutant[]): () => void {
  const sources = [...Map.groupBy(mutants, ({ file }) => file)].map(([file, some]) => {
    const path = join(copy, file);
    const source = readFileSync(path, "utf8");
    // From the last to the first, so that offsets stay right.
    writeFileSync(path, some.toSorted((a, b) => b.start - a.start).reduce(mutated, source));
    return { path, source };
  });
  return () => {
    for (const { path, source } of sources) writeFileSync(path, source);
  };
}
