/** The built site: what is deployed beside the functions. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { siteIn } from "@tradewind/bundles/built-site";
import { siteFolder } from "@tradewind/bundles/bundle-folder";

/** Under `sst dev` no site is deployed: `npm run dev` serves the pages. */
const NO_SITE = { id: "none", styleHashes: [], files: [] };

export const folder = join($cli.paths.root, siteFolder($cli.paths.root));

export const site = $dev ? NO_SITE : builtSite();

function builtSite() {
  if (!existsSync(folder))
    throw new Error('The site of the current sources is not built. Deploy with "npm run deploy".');
  return siteIn(folder);
}
