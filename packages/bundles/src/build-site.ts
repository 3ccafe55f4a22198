/** Builds the site into the folder that is given, in a process of its own. */
import { buildSite } from "@tradewind/storefront/build";

const [outdir = ""] = process.argv.slice(2);
await buildSite({ outdir });
