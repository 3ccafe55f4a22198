import { existsSync } from "node:fs";
import { join } from "node:path";
import type { AnyFunction } from "@tradewind/blueprint/derived/functions";
import type { EdgeFunctionDefinition } from "@tradewind/blueprint/language/define";
import { bundleFolder } from "@tradewind/bundles/bundle-folder";

const folder = join($cli.paths.root, bundleFolder($cli.paths.root));

/**
 * The bundle to deploy. Under `sst dev`, SST bundles the function itself and watches its sources.
 */
export function bundleOf({ name }: AnyFunction | EdgeFunctionDefinition): { bundle?: string } {
  if ($dev) return {};
  const bundle = join(folder, name);
  if (!existsSync(bundle))
    throw new Error(`${name} has no bundle of the current sources. Deploy with "npm run deploy".`);
  return { bundle };
}
