import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { compile } from "@inlang/paraglide-js";

const PACKAGE = new URL("../../", import.meta.url);
const inPackage = (path: string) => fileURLToPath(new URL(path, PACKAGE));

const SOURCES = ["project.inlang/settings.json", "messages/en.json", "messages/de.json", "package.json"];
const COMPILED = inPackage(".build/messages");
const STAMP = inPackage(".build/messages/sources.sha256");

/**
 * Compiles the messages to one function each, where `#messages` of package.json finds them. The
 * compiler reads its format from a plugin that is installed: by default it would fetch one, and
 * without a connection it would write no message and report success.
 *
 * Unchanged messages are left alone, since other programs may be reading them.
 */
export async function compileMessages(): Promise<void> {
  const stamp = stampOf(SOURCES.map((path) => readFileSync(inPackage(path))));
  if (stamp === lastStamp()) return;
  await compile({
    project: inPackage("project.inlang"),
    outdir: COMPILED,
    outputStructure: "locale-modules",
    // The renderer and the browser's entry say which language a page has.
    strategy: ["globalVariable", "baseLocale"],
    disableAsyncLocalStorage: true,
    emitGitIgnore: false,
    emitPrettierIgnore: false,
    emitReadme: false,
  });
  await writeFile(STAMP, stamp);
}

function stampOf(sources: readonly Buffer[]): string {
  const hash = createHash("sha256");
  for (const source of sources) hash.update(source);
  return hash.digest("hex");
}

function lastStamp(): string | undefined {
  try {
    return readFileSync(STAMP, "utf8");
  } catch {
    return undefined;
  }
}

if (import.meta.main) await compileMessages();
