import { readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";

export interface Import {
  file: string;
  specifier: string;
  /**
   * The folder of the package that the specifier leads into, from the root; undefined outside of
   * the repository.
   */
  into: string | undefined;
}

const SPECIFIER = /(?:\bfrom|\bimport|\brequire)\s*\(?\s*"([^"\n]+)"/g;

/**
 * Every import of a file: static, dynamic, of types, and by `require`. Comments and generated
 * code in template strings are left out.
 */
export function importsOf(file: string, text: string, packages: ReadonlyMap<string, string>): Import[] {
  const code = text.replaceAll(/^\s*(\*|\/\/|\/\*).*$/gm, "").replaceAll(/`[^`]*`/g, "``");
  return [...code.matchAll(SPECIFIER)].map(([, specifier = ""]) => ({
    file,
    specifier,
    into: specifier.startsWith(".")
      ? roomOf(normalize(join(dirname(file), specifier)))
      : packages.get(packageOf(specifier)),
  }));
}

/** The name of a package in a specifier: `@tradewind/dev` of `@tradewind/dev/shop`. */
export const packageOf = (specifier: string): string =>
  specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");

/** The folder that a file belongs to as a part of the house: a package, or a folder at the top. */
export const roomOf = (file: string): string =>
  file
    .split("/")
    .slice(0, file.startsWith("packages/") ? 2 : 1)
    .join("/");

export const read = (file: string): string => readFileSync(file, "utf8");
