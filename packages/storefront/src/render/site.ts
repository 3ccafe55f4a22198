import type { Render } from "./contract.ts";

export interface LoadedSite {
  /** The id of the build. */
  build: string;
  render: Render;
  /** The site runs on a laptop. */
  local: boolean;
}

/** Loads the built renderer. The bundler replaces this module by one that knows the build. */
export function loadSite(): Promise<LoadedSite> {
  throw new Error("The bundler did not replace the module that loads the site.");
}
