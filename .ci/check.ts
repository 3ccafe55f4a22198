/**
 * `npm run check`: the scripts below, all at once. The output of each is printed as a whole when it
 * ends, so that they do not mix. Fails when any of them fails.
 */
import { spawn } from "node:child_process";
import { performance } from "node:perf_hooks";

const SCRIPTS = ["format:check", "lint", "lint:api", "typecheck", "deadcode"];

/** Runs a script of package.json to its end. */
function run(script: string): Promise<{ passed: boolean; output: string }> {
  // npm is a `.cmd` file on Windows, which only a shell runs.
  const child = spawn(`npm run --silent ${script}`, { shell: true, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (output += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (output += text));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ passed: code === 0, output }));
  });
}

/** Runs a script and reports it; true if it passed. */
async function check(script: string): Promise<boolean> {
  const start = performance.now();
  const { passed, output } = await run(script);
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`${passed ? "✓" : "✗"} ${script} (${seconds} s)`);
  if (output.trim() !== "") console.log(`${output.trim()}\n`);
  return passed;
}

// `lint` and `typecheck` both need SST's sources: if both extracted them at once, one could replace
// them while the other reads.
const passed = (await check("prelint")) ? await Promise.all(SCRIPTS.map(check)) : [false];
if (passed.includes(false)) process.exitCode = 1;
