/** Replaces the module that loads the site, in bundles of the function that writes pages. */
import { fileURLToPath } from "node:url";
import type { Plugin } from "esbuild";
import { builtSite, rendererIn } from "./built-site.ts";

const MODULE = /^@tradewind\/storefront\/site$/;
const NAMESPACE = "site-loader";
const HOST_BINDINGS = JSON.stringify(fileURLToPath(new URL("./host-bindings.ts", import.meta.url)));

function replacing(contents: (resolveDir: string) => Promise<string> | string): Plugin {
  return {
    name: NAMESPACE,
    setup(bundling) {
      bundling.onResolve({ filter: MODULE }, ({ path, resolveDir }) => ({
        path,
        namespace: NAMESPACE,
        pluginData: resolveDir,
      }));
      bundling.onLoad({ filter: /.*/, namespace: NAMESPACE }, async ({ pluginData }) => ({
        contents: await contents(pluginData as string),
        resolveDir: pluginData as string,
        loader: "js",
      }));
    },
  };
}

/** For Lambda: the renderer is part of the bundle. */
export const bundledSite = (root: string): Plugin =>
  replacing(async () => {
    const { folder, site } = await builtSite(root);
    return `import { render } from ${JSON.stringify(rendererIn(folder))};
      export const loadSite = async () => ({ build: ${JSON.stringify(site.id)}, render, local: false });`;
  });

/** For the laptop: the host gives the site, which is built while the functions start. */
export const hostedSite: Plugin = replacing(
  () => `import { hostBindings } from ${HOST_BINDINGS};
      const { loadSite } = hostBindings();
      export { loadSite };`,
);
