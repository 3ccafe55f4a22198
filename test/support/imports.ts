import { readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { type Node, parseSync, visitorKeys } from "oxc-parser";

export interface Import {
  file: string;
  specifier: string;
  /** Imports of types only are gone when the code runs. */
  ofTypes: boolean;
  /** The file that a relative specifier leads to, from the root of the repository. */
  target: string | undefined;
  /** The package or top folder that the specifier leads into; undefined for packages of others. */
  into: string | undefined;
}

type Found = Pick<Import, "specifier" | "ofTypes">;

/**
 * Every import of a file: static, dynamic, of types, and by `require`. Variable parts of a template
 * are read as `*`; other computed specifiers are left out.
 */
export function importsOf(file: string, text: string, packages: ReadonlyMap<string, string>): Import[] {
  return foundIn(file, text).map(({ specifier, ofTypes }) => {
    const target = specifier.startsWith(".") ? normalize(join(dirname(file), specifier)) : undefined;
    const into = target === undefined ? packages.get(packageOf(specifier)) : roomOf(target);
    return { file, specifier, ofTypes, target, into };
  });
}

function foundIn(file: string, text: string): Found[] {
  const parsed = parseSync(file, text);
  if (parsed.errors.length > 0) throw new Error(`${file} does not parse: ${parsed.errors[0]?.message}`);
  const { staticImports, staticExports } = parsed.module;
  const found: Found[] = staticImports.map(({ moduleRequest, entries }) => ({
    specifier: moduleRequest.value,
    ofTypes: entries.length > 0 && entries.every(({ isType }) => isType),
  }));
  for (const { entries } of staticExports) {
    const specifier = entries.find(({ moduleRequest }) => moduleRequest)?.moduleRequest?.value;
    if (specifier !== undefined) found.push({ specifier, ofTypes: entries.every(({ isType }) => isType) });
  }
  // The tree costs twice the time of the list of imports, and few files need it.
  const words = text.match(/\bimport\b/g)?.length ?? 0;
  if (words > staticImports.length || text.includes("require")) collect(parsed.program, found);
  return found;
}

/** Adds imports that are parts of other code: `import("…")`, as value or type, and `require`. */
function collect(node: Node, found: Found[]): void {
  const source = sourceOf(node);
  const specifier = source && textOf(source);
  if (specifier !== undefined) found.push({ specifier, ofTypes: node.type === "TSImportType" });
  const members = node as unknown as Record<string, Node | (Node | null)[] | null | undefined>;
  for (const key of visitorKeys[node.type] ?? [])
    for (const child of [members[key]].flat()) if (child) collect(child, found);
}

function sourceOf(node: Node): Node | undefined {
  if (node.type === "ImportExpression" || node.type === "TSImportType") return node.source;
  if (node.type === "TSExternalModuleReference") return node.expression;
  const isRequire =
    node.type === "CallExpression" && node.callee.type === "Identifier" && node.callee.name === "require";
  return isRequire ? node.arguments[0] : undefined;
}

function textOf(source: Node): string | undefined {
  if (source.type === "Literal") return String(source.value);
  if (source.type !== "TemplateLiteral") return undefined;
  return source.quasis.map(({ value }) => value.cooked ?? value.raw).join("*");
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
