// Checks the format and lints what is staged. It works on a copy of the staged files in a temporary
// folder, so it sees exactly what will be committed, and changes neither index nor working tree.
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** The tools need these beside the files that they check. */
const SETTINGS = [".biome.json", ".oxlintrc.json", ".oxlint", ".gitignore"];

function git(args, input) {
  const { status, stdout, stderr } = spawnSync("git", args, { encoding: "utf8", input });
  if (status !== 0) throw new Error(`git ${args[0]} failed: ${stderr}`);
  return stdout;
}

const list = (args) =>
  git([...args, "-z"])
    .split("\0")
    .filter(Boolean);

const stagedFiles = (filter = []) => list(["diff", "--cached", "--name-only", ...filter]);

/** Copies what is staged, with the settings. A deleted file is in no index. */
function copyStaged(folder) {
  const settings = list(["ls-files", ...SETTINGS]);
  const all = [...new Set([...stagedFiles(["--diff-filter=d"]), ...settings])];
  const prefix = `${folder.replaceAll("\\", "/")}/`;
  git(["checkout-index", "-z", "--stdin", `--prefix=${prefix}`], all.join("\0"));
}

/** Runs a package's command in a folder; its output, and whether it found nothing wrong. */
function run(command, args, cwd) {
  const [name, bin] = command;
  const manifest = createRequire(import.meta.url).resolve(`${name}/package.json`);
  const child = spawn(process.execPath, [join(dirname(manifest), bin), ...args], { cwd });
  return new Promise((resolve, reject) => {
    let output = "";
    child.stdout.on("data", (data) => (output += data));
    child.stderr.on("data", (data) => (output += data));
    child.on("error", reject);
    child.on("close", (code) => resolve({ output, passed: code === 0 }));
  });
}

async function check(folder) {
  const results = await Promise.all([
    run(["@biomejs/biome", "bin/biome"], ["check", "--no-errors-on-unmatched", "."], folder),
    run(["oxlint", "bin/oxlint"], ["--deny-warnings", "--no-error-on-unmatched-pattern"], folder),
  ]);
  const failed = results.filter(({ passed }) => !passed);
  for (const { output } of failed) console.error(output.trim());
  return failed.length === 0;
}

if (stagedFiles().length > 0) {
  const folder = mkdtempSync(join(tmpdir(), "tradewind-staged-"));
  try {
    copyStaged(folder);
    if (!(await check(folder))) {
      console.error(
        "\nNothing was committed. `npm run format` repairs the format; then stage the files again.",
      );
      process.exitCode = 1;
    }
  } catch (error) {
    console.error(`Nothing was committed, as the check of what is staged did not run. ${error.message}`);
    process.exitCode = 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
