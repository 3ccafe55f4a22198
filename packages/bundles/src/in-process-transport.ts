import { fileURLToPath } from "node:url";
import type { Plugin } from "esbuild";

/** This folder's module that bundles find their cloud by. */
const SURROUNDINGS = JSON.stringify(fileURLToPath(new URL("./host-bindings.ts", import.meta.url)));

const NAMESPACE = "in-process";

/** A module with some of its client plugins doing nothing. */
function without(module: string, plugins: readonly string[]): string {
  const names = plugins.map((name) => `inert as ${name}`).join(", ");
  return `export * from "${module}";
    const inert = () => ({ applyToStack() {} });
    export { ${names} };`;
}

/** Endpoint rules put S3's bucket into the path and know SQS's queues; elsewhere an endpoint is for the socket alone. */
const NO_ENDPOINT = `export * from "@smithy/core/endpoints";
import { getEndpointPlugin as rules, endpointMiddlewareOptions } from "@smithy/core/endpoints";
const url = new URL("http://in-process/");
const middleware = (next, context) => (args) => {
  context.endpointV2 = { url, properties: {} };
  return next(args);
};
export const getEndpointPlugin = (config, instructions) =>
  config.serviceId === "S3" || config.serviceId === "SQS"
    ? rules(config, instructions)
    : { applyToStack: (stack) => stack.addRelativeTo(middleware, endpointMiddlewareOptions) };`;

/** The SDK copies a client's whole configuration for each request and for each response; two settings of it are used. */
const SLIM_SERDE = `export * from "@smithy/core/schema";
import { getSchemaSerdePlugin as serde } from "@smithy/core/schema";
export const getSchemaSerdePlugin = (config) => {
  if (config.serviceId === "S3") return serde(config);
  const { protocol, streamCollector } = config;
  const { applyToStack } = serde({ protocol, streamCollector });
  return {
    applyToStack(stack) {
      applyToStack(stack);
      protocol.setSerdeContext(config);
    },
  };
};`;

/**
 * Replaces, in bundles for the laptop, what costs most of each AWS call and buys nothing within one process: the SDK's
 * socket, its request signature and the headers that go with them. Functions stay as they are deployed, and so do the
 * bytes of each call; they are bundled with another transport.
 */
export function inProcessTransport(): Plugin {
  const replacements: [module: RegExp, contents: string][] = [
    [
      /^@smithy\/node-http-handler$/,
      `import { surroundings } from ${SURROUNDINGS};
      const { requestHandler } = surroundings();
      export { streamCollector } from "@smithy/node-http-handler";
      export class NodeHttpHandler {
        constructor() { return requestHandler; }
        static create() { return requestHandler; }
      }`,
    ],
    // What requests need only on their way through a network: host, signature, identification, loop detection.
    [
      /^@aws-sdk\/core\/client$/,
      without("@aws-sdk/core/client", [
        "getHostHeaderPlugin",
        "getLoggerPlugin",
        "getRecursionDetectionPlugin",
        "getUserAgentPlugin",
      ]),
    ],
    [
      /^@smithy\/core$/,
      without("@smithy/core", ["getHttpAuthSchemeEndpointRuleSetPlugin", "getHttpSigningPlugin"]),
    ],
    [/^@smithy\/core\/endpoints$/, NO_ENDPOINT],
    [/^@smithy\/core\/schema$/, SLIM_SERDE],
  ];
  return {
    name: "in-process-transport",
    setup(bundling) {
      for (const [module, contents] of replacements) {
        bundling.onResolve({ filter: module }, ({ path, namespace, resolveDir }) =>
          namespace === NAMESPACE
            ? undefined
            : { path, namespace: NAMESPACE, pluginData: { contents, resolveDir } },
        );
      }
      bundling.onLoad({ filter: /.*/, namespace: NAMESPACE }, ({ pluginData }) => ({
        ...(pluginData as { contents: string; resolveDir: string }),
        loader: "js",
      }));
    },
  };
}
