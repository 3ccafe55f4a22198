import { execSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

const GOOD = "export const price = 1;\n";
const BADLY_FORMATTED = "export const  price = 1\n";
const UNSORTED = `export * from "./price.ts";\nexport * from "@tradewind/blueprint";\nexport * from "node:fs";\n`;
const LINT_ERROR = "export const same = (price: any) => price;\n";

const { scripts } = JSON.parse(readFileSync("package.json", "utf8")) as { scripts: { prepare: string } };

let root: string;
/** A folder with our hooks and settings; no checkout yet. */
let folder: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "pre-commit-"));
  folder = join(root, "repository");
  for (const name of [".githooks", ".biome.json", ".oxlintrc.json", ".oxlint", ".gitignore"])
    cpSync(name, join(folder, name), { recursive: true });
  symlinkSync(resolve("node_modules"), join(folder, "node_modules"), "junction");
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/**
 * The environment of a developer's machine without settings for Git, whatever this test runs in.
 */
function environment(): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => name !== "CI" && !name.startsWith("GIT_"));
  return {
    ...Object.fromEntries(inherited),
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_CONFIG_GLOBAL: join(root, "gitconfig"),
  };
}

function git(args: string[], cwd = folder) {
  const identity = ["-c", "user.name=Test", "-c", "user.email=test@example.com"];
  return spawnSync("git", [...identity, ...args], { cwd, encoding: "utf8", env: environment() });
}

/** The last step of `npm ci`. */
const install = (env: NodeJS.ProcessEnv = {}) =>
  execSync(scripts.prepare, { cwd: folder, encoding: "utf8", env: { ...environment(), ...env } });

const hooksPath = (cwd = folder) => git(["config", "core.hooksPath"], cwd).stdout.trim();

function write(file: string, text: string, cwd = folder): void {
  mkdirSync(dirname(join(cwd, file)), { recursive: true });
  writeFileSync(join(cwd, file), text);
}

/** Stages a file and commits; whether Git did, and what it said. */
function commit(file: string, text: string, cwd = folder) {
  write(file, text, cwd);
  git(["add", file], cwd);
  return commitStaged(cwd);
}

function commitStaged(cwd = folder) {
  const { status, stderr } = git(["commit", "--message", "test: a change"], cwd);
  return { committed: status === 0, said: stderr };
}

const withoutGit = spawnSync("git", ["--version"]).status !== 0;

describe.skipIf(withoutGit)("the pre-commit hook", () => {
  beforeEach(() => {
    git(["init"]);
    git(["add", ".biome.json", ".oxlintrc.json", ".oxlint", ".gitignore", ".githooks"]);
    git(["commit", "--message", "chore: settings"]);
    install();
  });

  it("lets a good file pass", () => {
    expect(commit("functions/price.ts", GOOD)).toMatchObject({ committed: true });
  });

  it("refuses a file that is badly formatted, and names it", () => {
    const { committed, said } = commit("functions/price.ts", BADLY_FORMATTED);
    expect(committed).toBe(false);
    expect(said).toContain("functions/price.ts");
    expect(said).toContain("npm run format");
  });

  it("refuses imports that are not sorted", () => {
    const { committed, said } = commit("functions/price.ts", UNSORTED);
    expect(committed).toBe(false);
    expect(said).toContain("organizeImports");
  });

  it("refuses a file with a lint error, and names the rule", () => {
    const { committed, said } = commit("functions/price.ts", LINT_ERROR);
    expect(committed).toBe(false);
    expect(said).toContain("no-explicit-any");
  });

  it("lets a badly formatted file pass that is not staged", () => {
    write("functions/other.ts", BADLY_FORMATTED);
    expect(commit("functions/price.ts", GOOD)).toMatchObject({ committed: true });
  });

  it("checks the staged part of a file, and keeps the part that is not staged", () => {
    write("functions/price.ts", GOOD);
    git(["add", "functions/price.ts"]);
    write("functions/price.ts", BADLY_FORMATTED);
    expect(commitStaged()).toMatchObject({ committed: true });
    expect(readFileSync(join(folder, "functions/price.ts"), "utf8")).toBe(BADLY_FORMATTED);

    git(["add", "functions/price.ts"]);
    write("functions/price.ts", GOOD);
    expect(commitStaged()).toMatchObject({ committed: false });
    expect(readFileSync(join(folder, "functions/price.ts"), "utf8")).toBe(GOOD);
    expect(git(["show", ":functions/price.ts"]).stdout).toBe(BADLY_FORMATTED);
  });

  it("lets a deletion and a file that no tool knows pass", () => {
    commit("functions/price.ts", GOOD);
    git(["rm", "functions/price.ts"]);
    expect(commitStaged()).toMatchObject({ committed: true });
    expect(commit("docs/price.txt", "1  2")).toMatchObject({ committed: true });
  });

  it("refuses to delete a setting that the next check needs, and names it", () => {
    git(["rm", ".oxlint/plain-words.js"]);
    const { committed, said } = commitStaged();
    expect(committed).toBe(false);
    expect(said).toContain("plain-words");
    expect(said).not.toContain("    at ");
  });

  it("knows a lint plugin that is added with its rule", () => {
    const settings = readFileSync(".oxlintrc.json", "utf8");
    const plugin = 'export default { meta: { name: "third" }, rules: {} };\n';
    write(".oxlintrc.json", settings.replace('"./.oxlint/plain-words.js"', '$&, "./.oxlint/third.js"'));
    write(".oxlint/third.js", plugin);
    git(["add", ".oxlintrc.json", ".oxlint"]);
    expect(commitStaged()).toMatchObject({ committed: true });
    expect(commit("functions/price.ts", GOOD)).toMatchObject({ committed: true });
  });

  it("checks a merge, too", () => {
    commit("functions/price.ts", GOOD);
    git(["checkout", "-b", "other", "HEAD~1"]);
    write("functions/other.ts", BADLY_FORMATTED);
    git(["add", "functions/other.ts"]);
    git(["commit", "--no-verify", "--message", "test: unchecked"]);
    git(["checkout", "-"]);
    const { status, stderr } = git(["merge", "--no-edit", "other"]);
    expect(status).not.toBe(0);
    expect(stderr).toContain("functions/other.ts");
  });

  it("checks commits in a linked worktree, too", () => {
    const worktree = join(root, "worktree");
    git(["worktree", "add", worktree]);
    symlinkSync(resolve("node_modules"), join(worktree, "node_modules"), "junction");
    expect(commit("functions/price.ts", BADLY_FORMATTED, worktree)).toMatchObject({ committed: false });
    expect(commit("functions/price.ts", GOOD, worktree)).toMatchObject({ committed: true });
  });

  it("says that it checks nothing before `npm ci`", () => {
    rmSync(join(folder, "node_modules"));
    const { committed, said } = commit("functions/price.ts", BADLY_FORMATTED);
    expect(committed).toBe(true);
    expect(said).toContain("npm ci");
  });
});

describe.skipIf(withoutGit)("`npm ci`", () => {
  it("installs the hook in a checkout", () => {
    git(["init"]);
    install();
    expect(hooksPath()).toBe(".githooks");
  });

  it("installs nothing in CI", () => {
    git(["init"]);
    install({ CI: "true" });
    expect(hooksPath()).toBe("");
  });

  it("does nothing outside a checkout", () => {
    expect(install()).toBe("");
    expect(git(["rev-parse"]).status).not.toBe(0);
  });

  it("does nothing to a checkout around the project", () => {
    git(["init"], root);
    install();
    expect(hooksPath(root)).toBe("");
  });

  it("does nothing without Git", () => {
    expect(install({ PATH: dirname(process.execPath) })).toBe("");
  });

  it("leaves hooks that are set already alone", () => {
    git(["init"]);
    git(["config", "core.hooksPath", "my-hooks"]);
    install();
    expect(hooksPath()).toBe("my-hooks");
  });

  it("leaves hooks that are set for every repository of the machine alone", () => {
    git(["init"]);
    git(["config", "--global", "core.hooksPath", "company-hooks"]);
    install();
    expect(hooksPath()).toBe("company-hooks");
    expect(git(["config", "--local", "core.hooksPath"]).stdout).toBe("");
  });

  it("leaves hooks that somebody wrote into .git/hooks alone, and says so", () => {
    git(["init"]);
    write(".git/hooks/pre-push", "#!/bin/sh\n");
    expect(install()).toContain("pre-push");
    expect(hooksPath()).toBe("");
  });
});
