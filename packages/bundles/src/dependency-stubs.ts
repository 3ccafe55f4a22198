import type { Plugin } from "esbuild";

/** A module's replacement in every bundle. */
interface Replacement {
  module: RegExp;
  /** The replacement applies only to imports from files whose path matches. */
  importer?: RegExp;
  contents: string;
}

/**
 * Transitive dependencies that no function can use. A function's credentials and settings come from
 * its environment, in AWS and on a laptop: nothing signs in by browser, runs a credential process,
 * asks an instance or reads profiles. We pass ElectroDB its client, and a test checks our models.
 */
const REPLACEMENTS: readonly Replacement[] = [
  {
    module: /^@aws-sdk\/credential-provider-node$/,
    contents: `export { fromEnv as defaultProvider } from "@aws-sdk/credential-provider-env";`,
  },
  {
    module: /^\.\.?\/(shared-ini-file-loader\/)?loadSharedConfigFiles$/,
    importer: /@smithy[\\/]core[\\/]/,
    contents: `export const CONFIG_PREFIX_SEPARATOR = ".";
      export const loadSharedConfigFiles = async () => ({ configFile: {}, credentialsFile: {} });`,
  },
  {
    // No operation that we call streams events.
    module: /^@smithy\/core\/event-streams$/,
    importer: /[\\/]HttpProtocol\.js$/,
    contents: `export class EventStreamSerde {
        constructor() { throw new Error("Event streams are not bundled."); }
      }
      export const eventStreamSerdeProvider = (options) => new EventStreamSerde(options);`,
  },
  {
    // A client reads only its version, which it sends with its requests.
    module: /^\.\.\/package\.json$/,
    importer: /@aws-sdk[\\/]client-/,
    contents: `import { version } from "../package.json"; export default { version };`,
  },
  {
    module: /^@aws-sdk\/lib-dynamodb$/,
    importer: /[\\/]electrodb[\\/]/,
    contents: `module.exports = {};`,
  },
  {
    // ElectroDB tells a model from an entity by validating it, so required members are checked.
    module: /^jsonschema$/,
    importer: /[\\/]electrodb[\\/]/,
    contents: `class Validator {
        addSchema() {}
        validate(value, { required = [] }) {
          const missing = required.filter((name) => value?.[name] === undefined);
          return { errors: missing.map((name) => ({ property: name, message: "is missing" })) };
        }
      }
      Validator.prototype.customFormats = {};
      module.exports = { Validator };`,
  },
];

const NAMESPACE = "dependency-stub";

/** Applies {@link REPLACEMENTS}. */
export const dependencyStubs: Plugin = {
  name: "dependency-stubs",
  setup(bundling) {
    for (const { module, importer, contents } of REPLACEMENTS) {
      bundling.onResolve({ filter: module }, ({ path, importer: by, namespace, resolveDir }) =>
        namespace === NAMESPACE || (importer && !importer.test(by))
          ? undefined
          : // Two packages may import different modules by the same path.
            { path: `${path} in ${resolveDir}`, namespace: NAMESPACE, pluginData: { contents, resolveDir } },
      );
    }
    bundling.onLoad({ filter: /.*/, namespace: NAMESPACE }, ({ pluginData }) => ({
      ...(pluginData as { contents: string; resolveDir: string }),
      loader: "js",
    }));
  },
};
