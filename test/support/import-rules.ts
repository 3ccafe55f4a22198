import { type Import, packageOf, roomOf } from "./imports.ts";

/** The rooms that each room may import from, besides itself. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  "packages/blueprint": [],
  "packages/local-cloud": [],
  "packages/client": [],
  "packages/command-line": [],
  "packages/sample-catalog": [],
  "packages/storefront": ["packages/client"],
  workflows: ["packages/blueprint"],
  "packages/commerce": ["packages/blueprint"],
  "packages/lambda-kit": ["packages/blueprint", "packages/commerce"],
  "packages/bundles": ["packages/blueprint", "packages/local-cloud", "packages/storefront"],
  "packages/dev": [
    "packages/blueprint",
    "packages/bundles",
    "packages/command-line",
    "packages/commerce",
    "packages/local-cloud",
    "packages/sample-catalog",
    "workflows",
  ],
  "packages/ops": [
    "packages/blueprint",
    "packages/bundles",
    "packages/client",
    "packages/command-line",
    "packages/commerce",
    "packages/dev",
    "packages/local-cloud",
  ],
  functions: ["packages/blueprint", "packages/commerce", "packages/lambda-kit", "packages/storefront"],
  stacks: ["packages/blueprint", "packages/bundles", "workflows"],
};

/** Folders that stand on each other in a package, lowest first; a file imports only lower ones. */
const FLOORS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  // The assembly is at the root, and `derived` is computed from it.
  "packages/blueprint": [["language"], ["ground"], ["areas"], [""], ["derived"]],
  "packages/commerce": [
    ["platform"],
    ["addresses", "api-keys", "audit", "inventory", "pages", "payments", "signals", "webhooks"],
    ["catalog", "identity", "staff"],
    ["logistics", "notifications"],
    ["cart"],
    ["orders"],
    ["orders/saga"],
    ["drafts", "returns"],
    ["order-admin"],
    ["order-cost"],
  ],
};

/** The folder of a package's sources that is a floor or stands on one. */
const folderOf = (file: string): string => {
  const [folder = "", second, third] = file.split("/src/")[1]?.split("/") ?? [];
  if (second === undefined) return "";
  return folder === "orders" && second === "saga" && third !== undefined ? "orders/saga" : folder;
};

export const floorOf = (file: string): number =>
  FLOORS[roomOf(file)]?.findIndex((folders) => folders.includes(folderOf(file))) ?? -1;

/** Imports that run up a layer, or go into another package or a module of commerce by a path. */
export const problemsOf = (imports: readonly Import[]): string[] =>
  imports.flatMap((one) => {
    const { file, specifier, into, target } = one;
    const room = roomOf(file);
    if (into === undefined) return isOutside(one) ? [] : [`${file} may not import ${specifier}`];
    if (into === room) return insideProblemsOf(one);
    if (target !== undefined) return [`${file} reaches ${specifier} by a path into ${into}`];
    return MAY_IMPORT[room]?.includes(into) ? [] : [`${file} may not import ${specifier}`];
  });

/** True for a package of others that the file may use. The blueprint is data: it has only zod. */
const isOutside = ({ file, specifier }: Import): boolean =>
  roomOf(file) === "packages/blueprint"
    ? packageOf(specifier) === "zod"
    : !specifier.startsWith("@tradewind/");

function insideProblemsOf({ file, specifier, target }: Import): string[] {
  if (FLOORS[roomOf(file)] === undefined) return [];
  if (target === undefined) return [`${file} imports its own package as ${specifier}`];
  const [from, to] = [folderOf(file), folderOf(target)];
  if (from === to) return [];
  if (floorOf(target) >= floorOf(file)) return [`${file} imports ${specifier} from no lower floor`];
  if (roomOf(file) !== "packages/commerce" || to === "platform") return [];
  // The saga is a part of the orders that has an index of its own.
  const isSame = from === "orders/saga" && to === "orders";
  return isSame || target.endsWith(`/src/${to}/index.ts`)
    ? []
    : [`${file} reaches ${specifier} past the index of ${to}`];
}
