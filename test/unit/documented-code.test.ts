import { execFileSync } from "node:child_process";
import {
  appendFileSync,
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
import { basename, dirname, join, resolve } from "node:path";
import { expect, it, onTestFinished } from "vitest";

interface Block {
  path: string;
  code: string;
}

/** The blocks of a page whose first line names their file. */
const blocksOf = (page: string): Block[] =>
  [...readFileSync(page, "utf8").matchAll(/^( *)```ts\n *\/\/ (\S+\.ts)\n([^]*?)^\1```$/gm)].map(
    ([, , path = "", code = ""]) => ({ path, code }),
  );

/** A copy of the packages and of what tests share, with the blocks in place. */
function repositoryWith(blocks: readonly Block[]): string {
  const root = mkdtempSync(join(tmpdir(), "tradewind-documented-"));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const isSource = (path: string) => basename(path) !== "node_modules";
  for (const folder of ["packages", "test/support", "workflows", "tsconfig.json", "package.json"])
    cpSync(folder, join(root, folder), { recursive: true, filter: isSource });
  const modules = join(root, "node_modules");
  mkdirSync(join(modules, "@tradewind"), { recursive: true });
  for (const name of readdirSync("node_modules"))
    if (name !== "@tradewind") symlinkSync(resolve("node_modules", name), join(modules, name));
  for (const name of readdirSync("packages"))
    symlinkSync(join(root, "packages", name), join(modules, "@tradewind", name));
  symlinkSync(join(root, "workflows"), join(modules, "@tradewind/workflows"));

  const manifest = join(root, "packages/commerce/package.json");
  const commerce = JSON.parse(readFileSync(manifest, "utf8")) as { exports: Record<string, string> };
  for (const { path, code } of blocks) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    appendFileSync(join(root, path), code);
    const index = /^packages\/commerce\/(src\/([\w-]+)\/index\.ts)$/.exec(path);
    if (index) commerce.exports[`./${index[2]}`] ??= `./${index[1]}`;
  }
  writeFileSync(manifest, JSON.stringify(commerce));
  return root;
}

/** The errors of the type checker. */
function errorsOf(root: string, blocks: readonly Block[]): string {
  const files = blocks.map(({ path }) => path);
  writeFileSync(
    join(root, "tsconfig.documented.json"),
    JSON.stringify({ extends: "./tsconfig.json", include: files }),
  );
  try {
    execFileSync(resolve("node_modules/.bin/tsc"), ["-p", "tsconfig.documented.json"], { cwd: root });
    return "";
  } catch (error) {
    return String((error as { stdout?: Buffer }).stdout);
  }
}

it("the code in docs/development.md compiles as pasted", { timeout: 60_000 }, () => {
  const blocks = blocksOf("docs/development.md");
  expect(blocks.length).toBeGreaterThan(10);
  expect(errorsOf(repositoryWith(blocks), blocks)).toBe("");
});
