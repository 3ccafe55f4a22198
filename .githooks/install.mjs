// Runs at the end of `npm ci` and `npm install`: tells Git to look for hooks in this folder. Plain
// JavaScript without packages, since it must not fail on any Node that npm runs on.
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { resolve } from "node:path";

const HOOKS = ".githooks";

/** The output of Git, or undefined when it fails or is not there. */
function git(...args) {
  const { status, stdout } = spawnSync("git", args, { encoding: "utf8" });
  return status === 0 ? stdout.trim() : undefined;
}

/** Hooks that somebody wrote into `.git/hooks`; Git would no longer run them. */
function ownHooks() {
  try {
    return readdirSync(resolve(git("rev-parse", "--git-path", "hooks"))).filter(
      (name) => !name.endsWith(".sample"),
    );
  } catch {
    return [];
  }
}

function install() {
  if (process.env.CI && process.env.CI !== "false") return;
  // Not a checkout, or only a folder in one: its hooks are no business of ours.
  if (git("rev-parse", "--show-cdup") !== "") return;
  if (git("config", "core.hooksPath") !== undefined) return;
  const own = ownHooks();
  if (own.length > 0) {
    console.log(`Git has hooks of its own (${own.join(", ")}), so ${HOOKS}/pre-commit is not installed.`);
    return;
  }
  git("config", "core.hooksPath", HOOKS);
}

install();
