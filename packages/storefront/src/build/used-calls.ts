import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";

const TABLE = /packages[/\\]client[/\\]src[/\\]generated[/\\]operations\.ts$/;
const OPERATION = /^ {2}(\w+): \{.*\},$\n?/gm;

/** Leaves only those calls of the API in the client's table that the pages or the client make. */
export const usedCalls = (): Plugin => ({
  name: "used-calls",
  enforce: "pre",
  transform(code, id) {
    if (!TABLE.test(id)) return;
    const made = callsMade();
    return {
      code: code.replaceAll(OPERATION, (line, name: string) => (made.has(name) ? line : "")),
      map: null,
    };
  },
});

/** Names after a dot, in the sources of the pages and of the client. */
function callsMade(): Set<string> {
  const pages = fileURLToPath(new URL("../", import.meta.url));
  const client = dirname(fileURLToPath(import.meta.resolve("@tradewind/client")));
  const files = [
    ...globSync("**/*.{ts,tsx}", { cwd: pages }).map((file) => join(pages, file)),
    ...globSync("*.ts", { cwd: client }).map((file) => join(client, file)),
  ];
  return new Set(files.flatMap((file) => readFileSync(file, "utf8").match(/(?<=\.)\w+/g) ?? []));
}
