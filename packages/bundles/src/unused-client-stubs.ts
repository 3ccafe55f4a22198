import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { blueprint } from "@tradewind/blueprint";
import { type AnyFunction, usesOf } from "@tradewind/blueprint/derived/functions";
import type { EdgeFunctionDefinition } from "@tradewind/blueprint/language/define";
import type { Linkable } from "@tradewind/blueprint/language/resources";
import type { Plugin } from "esbuild";

/** The client through which a function uses a resource. */
const CLIENTS: Partial<Record<Linkable["kind"], string>> = {
  table: "@aws-sdk/client-dynamodb",
  bucket: "@aws-sdk/client-s3",
  key: "@aws-sdk/client-kms",
  queue: "@aws-sdk/client-sqs",
  topic: "@aws-sdk/client-sns",
  bus: "@aws-sdk/client-eventbridge",
  workflow: "@aws-sdk/client-sfn",
  "user-pool": "@aws-sdk/client-cognito-identity-provider",
  email: "@aws-sdk/client-sesv2",
};

/** The clients that what a function declares to use is used through, in order. */
export function clientsOf(fn: AnyFunction | EdgeFunctionDefinition): string[] {
  if (fn.kind === "edge-function") return [];
  const used = usesOf(blueprint, fn).map(({ resource }) => CLIENTS[resource.kind]);
  const answers = fn.kind === "function" && fn.answersTaskTokens ? CLIENTS.workflow : undefined;
  return [...new Set([...used, answers])].filter((client) => client !== undefined).toSorted();
}

const NAMESPACE = "needless-client";

/**
 * Leaves all clients but these out of a bundle. A module of commerce is more than one function needs of it; what a function does
 * not declare it may not do, so that whatever it holds of that client's calls cannot run.
 */
export function onlyClients(needed: readonly string[]): Plugin {
  return {
    name: "needed-clients",
    setup(bundler) {
      bundler.onResolve({ filter: /^@aws-sdk\/client-[a-z0-9-]+$/ }, ({ path, resolveDir }) =>
        needed.includes(path)
          ? undefined
          : { path, namespace: NAMESPACE, sideEffects: false, pluginData: resolveDir },
      );
      bundler.onLoad({ filter: /.*/, namespace: NAMESPACE }, async ({ path, pluginData }) => ({
        contents: stubOf(path, await exportsOf(path, String(pluginData))),
      }));
    },
  };
}

async function exportsOf(module: string, from: string): Promise<string[]> {
  const file = createRequire(join(from, "importer.js")).resolve(module);
  return Object.keys((await import(pathToFileURL(file).href)) as object).filter(
    (name) => /^[A-Za-z]\w*$/.test(name) && name !== "default",
  );
}

function stubOf(module: string, names: readonly string[]): string {
  return `class Absent {
      async send() { throw new Error("${module} is not bundled: nothing in the function's \`uses\` needs it."); }
    }
    export { ${names.map((name) => `Absent as ${name}`).join(", ")} };`;
}
