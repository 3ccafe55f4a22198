import type { Plugin } from "esbuild";
import type { InProcessHandler } from "@tradewind/local-cloud";

/** What bundled functions get of the cloud they run on. */
export interface Surroundings {
  /** Takes the place of the AWS SDK's HTTP transport. */
  requestHandler: InProcessHandler;
  /** The cloud's time, in milliseconds. */
  now(): number;
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

/**
 * Replaces, in bundles for the laptop, what costs half of each AWS call and buys nothing within one process: the SDK's
 * socket and its request signature. Functions stay as they are deployed; they are bundled with another transport.
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
    [
      /^@smithy\/signature-v4$/,
      `import { SignatureV4 as Signer } from "@smithy/signature-v4";
      export * from "@smithy/signature-v4";
      export class SignatureV4 extends Signer {
        async sign(given, options) {
          return typeof given === "object" && "headers" in given && "method" in given ? given : super.sign(given, options);
        }
      }`,
    ],
  ];
  return {
    name: "in-process-transport",
    setup({ onResolve, onLoad }) {
      for (const [module, contents] of replacements) {
        onResolve({ filter: module }, ({ path, namespace, resolveDir }) =>
          namespace === NAMESPACE
            ? undefined
            : { path, namespace: NAMESPACE, pluginData: { contents, resolveDir } },
        );
      }
      onLoad({ filter: /.*/, namespace: NAMESPACE }, ({ pluginData }) => ({
        ...(pluginData as { contents: string; resolveDir: string }),
        loader: "js",
      }));
    },
  };
}

/** Source of a module whose `Date` reads the cloud's clock, for bundles that run on a clock of their own. */
export function dateOnCloudClock(build: string): string {
  return `const RealDate = globalThis.Date;
const now = () => globalThis[Symbol.for(${JSON.stringify(symbolOf(build))})].now();
class CloudDate extends RealDate {
  constructor(...parts) {
    if (parts.length === 0) super(now());
    else super(...parts);
  }
  static now() { return now(); }
  static [Symbol.hasInstance](value) { return value instanceof RealDate; }
}
export { CloudDate as Date };
`;
}
