/**
 * Checks the types of `sst.config.ts` and `stacks/` against SST's own sources, which are extracted
 * if they are missing. Our flags are stricter than SST's, so errors in SST's sources are not
 * reported.
 */
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { ROOT, sstPlatform } from "./platform.ts";

/**
 * Matches `stacks/api/rest-api.ts(15,16): error TS2322: …`. Indented lines below belong to the
 * error.
 */
const DIAGNOSTIC = /^(\S.*?)\(\d+,\d+\): error TS\d+: /;

/** The compiler's errors in our own files. @throws if the compiler does not run */
export async function typeErrors(project = join(ROOT, "stacks/tsconfig.json")): Promise<string[]> {
  await sstPlatform();
  const tsc = join(dirname(createRequire(import.meta.url).resolve("typescript/package.json")), "bin/tsc");
  const { stdout, stderr, status } = spawnSync(process.execPath, [tsc, "-p", project, "--pretty", "false"], {
    cwd: ROOT,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  const errors: string[] = [];
  let ours = false;
  for (const line of stdout.split("\n")) {
    const file = DIAGNOSTIC.exec(line)?.[1];
    if (file !== undefined) ours = !file.startsWith(".build/sst/");
    else if (!line.startsWith(" ")) ours = line !== "";
    if (ours) errors.push(line);
  }
  if (status !== 0 && stdout === "") throw new Error(`The compiler did not run: ${stderr}`);
  return errors;
}

if (import.meta.main) {
  const errors = await typeErrors();
  for (const line of errors) console.error(line);
  process.exitCode = errors.length > 0 ? 1 : 0;
}
