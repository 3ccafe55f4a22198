import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { compile } from "@inlang/paraglide-js";

export const LOCALES: readonly string[] = ["en", "de"];

const inPackage = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const BUILD = inPackage(".build");
const COMPILED = join(BUILD, "messages");
const STAMP = join(COMPILED, "sources.sha256");

/** The compiler fills its project with files of its own, so it gets one beside its results. */
const PROJECT = join(BUILD, "project.inlang");

/** Paths in the settings are relative to the folder that holds the project. */
const fromProject = (path: string) => relative(BUILD, path).replaceAll("\\", "/");

const settings = () => ({
  baseLocale: LOCALES[0],
  locales: LOCALES,
  // By default the compiler would fetch a plugin for its format, and without a connection it would
  // write no message and report success.
  modules: [fromProject(fileURLToPath(import.meta.resolve("@inlang/plugin-message-format")))],
  "plugin.inlang.messageFormat": { pathPattern: fromProject(inPackage("messages/{locale}.json")) },
});

/**
 * Compiles the messages to a module for each language, where `#messages` of package.json finds it.
 * Unchanged messages are left alone, since other programs may be reading them.
 */
export async function compileMessages(): Promise<void> {
  const sources = ["package.json", ...LOCALES.map((locale) => `messages/${locale}.json`)];
  const stamp = stampOf([import.meta.filename, ...sources.map(inPackage)]);
  if (existsSync(STAMP) && readFileSync(STAMP, "utf8") === stamp) return;
  await mkdir(PROJECT, { recursive: true });
  await writeFile(join(PROJECT, "settings.json"), JSON.stringify(settings()));
  await compile({
    project: PROJECT,
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

function stampOf(files: readonly string[]): string {
  const hash = createHash("sha256");
  for (const file of files) hash.update(readFileSync(file));
  return hash.digest("hex");
}

if (import.meta.main) await compileMessages();
