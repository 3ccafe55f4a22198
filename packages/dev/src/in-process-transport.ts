import type { Plugin } from "esbuild";
import type { InProcessHandler } from "@tradewind/local-cloud";

/** What bundled functions get of the cloud they run on. */
export interface Surroundings {
  /** Takes the place of the AWS SDK's HTTP transport. */
  requestHandler: InProcessHandler;
  /** The cloud's time, in milliseconds. */
  now(): number;
  /** Calls `fire` when so much of the cloud's time has passed; returns the function that cancels it. */
  later(milliseconds: number, fire: () => void): () => void;
}

/** Where a bundle of `build` finds its surroundings. */
function symbolOf(build: string): string {
  return `tradewind.surroundings.${build}`;
}

/** Makes `surroundings` available to the bundle of `build`; returns the function that takes them away. */
export function surround(build: string, surroundings: Surroundings): () => void {
  const key = Symbol.for(symbolOf(build));
  const holder = globalThis as Record<symbol, Surroundings | undefined>;
  holder[key] = surroundings;
  return () => {
    holder[key] = undefined;
  };
}

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
export function inProcessTransport(build: string): Plugin {
  const surroundings = `const surroundings = globalThis[Symbol.for(${JSON.stringify(symbolOf(build))})];`;
  const replacements: [module: RegExp, contents: string][] = [
    [
      /^@smithy\/node-http-handler$/,
      `${surroundings}
      export { streamCollector } from "@smithy/node-http-handler";
      export class NodeHttpHandler {
        constructor() { return surroundings.requestHandler; }
        static create() { return surroundings.requestHandler; }
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

/** Source of a module whose `Date` and timers go by the cloud's clock, for bundles that run on a clock of their own. */
export function timeOfCloud(build: string): string {
  return `const RealDate = globalThis.Date;
const surroundings = () => globalThis[Symbol.for(${JSON.stringify(symbolOf(build))})];
class CloudDate extends RealDate {
  constructor(...parts) {
    if (parts.length === 0) super(surroundings().now());
    else super(...parts);
  }
  static now() { return surroundings().now(); }
  static [Symbol.hasInstance](value) { return value instanceof RealDate; }
}
class CloudTimer {
  constructor(cancel) { this.cancel = cancel; }
  ref() { return this; }
  unref() { return this; }
}
function setTimeout(fire, milliseconds = 0, ...parts) {
  return new CloudTimer(surroundings().later(milliseconds, () => fire(...parts)));
}
function clearTimeout(timer) {
  if (timer instanceof CloudTimer) timer.cancel();
  else globalThis.clearTimeout(timer);
}
export { CloudDate as Date, setTimeout, clearTimeout };
`;
}
