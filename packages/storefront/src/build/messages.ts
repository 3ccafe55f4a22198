import { createHash } from "node:crypto";
import { existsSync, globSync, readFileSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { compile } from "@inlang/paraglide-js";

export const LOCALES: readonly string[] = ["en", "de"];

const inPackage = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const BUILD = inPackage(".build");
const COMPILED = join(BUILD, "messages");
const STAMP = join(COMPILED, "sources.sha256");

/**
 * Compiles the messages to a module for each language, where `#messages` of package.json finds it.
 * Several programs may do so at once and read the modules: unchanged messages are left alone, and
 * each file is replaced as a whole.
 */
export async function compileMessages(): Promise<void> {
  const sources = ["package.json", ...LOCALES.map((locale) => `messages/${locale}.json`)];
  const stamp = stampOf([import.meta.filename, ...sources.map(inPackage)]);
  if (existsSync(STAMP) && readFileSync(STAMP, "utf8") === stamp) return;
  await mkdir(BUILD, { recursive: true });
  const workshop = await mkdtemp(join(BUILD, "messages-"));
  try {
    await compileIn(workshop);
    await writeFile(STAMP, stamp);
  } finally {
    await rm(workshop, { recursive: true });
  }
}

/** The compiled messages of a language. */
export const messagesOf = (locale: string): string => join(COMPILED, "messages", `${locale}.js`);

async function compileIn(workshop: string): Promise<void> {
  const project = join(workshop, "project.inlang");
  const outdir = join(workshop, "compiled");
  await mkdir(project);
  await writeFile(join(project, "settings.json"), JSON.stringify(settingsIn(workshop)));
  await compile({
    project,
    outdir,
    outputStructure: "locale-modules",
    // The shop has its own way to say which language a page has: `src/app/language.ts`.
    strategy: ["baseLocale"],
    emitGitIgnore: false,
    emitPrettierIgnore: false,
    emitReadme: false,
  });
  for (const file of globSync("**/*.js", { cwd: outdir })) {
    await mkdir(dirname(join(COMPILED, file)), { recursive: true });
    await rename(join(outdir, file), join(COMPILED, file));
  }
}

/** Settings of the compiler's project; their paths are relative to the folder that holds it. */
function settingsIn(workshop: string) {
  const path = (target: string) => relative(workshop, target).replaceAll("\\", "/");
  return {
    baseLocale: LOCALES[0],
    locales: LOCALES,
    // By default the compiler would fetch a plugin for its format, and without a connection it
    // would write no message and report success.
    modules: [path(fileURLToPath(import.meta.resolve("@inlang/plugin-message-format")))],
    "plugin.inlang.messageFormat": { pathPattern: path(inPackage("messages/{locale}.json")) },
  };
}

function stampOf(files: readonly string[]): string {
  const hash = createHash("sha256");
  for (const file of files) hash.update(readFileSync(file));
  return hash.digest("hex");
}

if (import.meta.main) await compileMessages();
