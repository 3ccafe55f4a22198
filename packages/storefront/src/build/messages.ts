import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { compile } from "@inlang/paraglide-js";
import settings from "../../project.inlang/settings.json" with { type: "json" };

const PACKAGE = new URL("../../", import.meta.url);
const inPackage = (path: string) => fileURLToPath(new URL(path, PACKAGE));

export const LOCALES: readonly string[] = settings.locales;
const SOURCES = [
  "project.inlang/settings.json",
  "package.json",
  ...LOCALES.map((locale) => `messages/${locale}.json`),
];
const COMPILED = inPackage(".build/messages");
const STAMP = inPackage(".build/messages/sources.sha256");

/**
 * Compiles the messages to a module for each language, where `#messages` of package.json finds
 * it. The compiler reads its format from a plugin that is installed: by default it would fetch one,
 * and without a connection it would write no message and report success.
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
    // The shop has its own way to say which language a page has: `src/app/language.ts`.
    strategy: ["baseLocale"],
    emitGitIgnore: false,
    emitPrettierIgnore: false,
    emitReadme: false,
  });
  await writeFile(STAMP, stamp);
}

/** The compiled messages of a language. */
export const messagesOf = (locale: string): string => join(COMPILED, "messages", `${locale}.js`);

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
