import { fileURLToPath } from "node:url";
import type { Plugin } from "esbuild";

/** Bundles import this module to find the cloud that hosts them. */
const HOST_BINDINGS = JSON.stringify(fileURLToPath(new URL("./host-bindings.ts", import.meta.url)));

const NAMESPACE = "in-process";

/** Source of a module that re-exports `module` with the given client plugins made inert. */
function withInertPlugins(module: string, plugins: readonly string[]): string {
  const names = plugins.map((name) => `inert as ${name}`).join(", ");
  return `export * from "${module}";
    const inert = () => ({ applyToStack() {} });
    export { ${names} };`;
}

/**
 * S3 and SQS need their endpoint rules: these put the bucket into the path and resolve queue URLs.
 * Other services need an endpoint only for the socket, and there is none.
 */
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

/**
 * The SDK copies a client's whole configuration for each request and each response, but reads only
 * two settings of the copy.
 */
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
 * Replaces the AWS SDK's transport in bundles for the laptop. The socket, the request signature and
 * their headers are the greatest cost of an AWS call and have no use within one process. The
 * functions' own code and the bodies of their calls stay the same as in AWS.
 */
export function inProcessTransport(): Plugin {
  const replacements: [module: RegExp, contents: string][] = [
    [
      /^@smithy\/node-http-handler$/,
      `import { hostBindings } from ${HOST_BINDINGS};
      const { requestHandler } = hostBindings();
      export { streamCollector } from "@smithy/node-http-handler";
      export class NodeHttpHandler {
        constructor() { return requestHandler; }
        static create() { return requestHandler; }
      }`,
    ],
    // Requests need these only on a network: host, signature, identification, loop detection.
    [
      /^@aws-sdk\/core\/client$/,
      withInertPlugins("@aws-sdk/core/client", [
        "getHostHeaderPlugin",
        "getLoggerPlugin",
        "getRecursionDetectionPlugin",
        "getUserAgentPlugin",
      ]),
    ],
    [
      /^@smithy\/core$/,
      withInertPlugins("@smithy/core", ["getHttpAuthSchemeEndpointRuleSetPlugin", "getHttpSigningPlugin"]),
    ],
    // S3 signs by itself.
    [
      /^@aws-sdk\/middleware-sdk-s3\/s3$/,
      withInertPlugins("@aws-sdk/middleware-sdk-s3/s3", [
        "getS3ExpressHttpSigningPlugin",
        "getS3ExpressPlugin",
      ]),
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
