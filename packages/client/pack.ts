/**
 * `npm run pack:client` makes the package that others install: JavaScript and declarations without
 * the workspace, in `.build/client`. Prints the path of the archive.
 */
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const target = join(root, ".build/client");

rmSync(target, { recursive: true, force: true });
mkdirSync(target, { recursive: true });
// npm and npx are `.cmd` files on Windows, which only a shell runs.
execFileSync("npx tsc -p packages/client", { cwd: root, stdio: "inherit", shell: true });

const { name, version, description, license } = JSON.parse(
  readFileSync(new URL("package.json", import.meta.url), "utf8"),
) as Record<string, string>;
const manifest = {
  name,
  version,
  description,
  license,
  type: "module",
  sideEffects: false,
  exports: { ".": { types: "./dist/index.d.ts", default: "./dist/index.js" } },
  files: ["dist"],
};
writeFileSync(join(target, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
copyFileSync(new URL("README.md", import.meta.url), join(target, "README.md"));
copyFileSync(join(root, "LICENSE"), join(target, "LICENSE"));

const [packed] = JSON.parse(
  execFileSync("npm pack --json", { cwd: target, encoding: "utf8", shell: true }),
) as { filename: string }[];
process.stdout.write(`${join(target, packed?.filename ?? "")}\n`);
