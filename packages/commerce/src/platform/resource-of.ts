import type { Linkable, LinkProperties } from "@tradewind/blueprint/language/resources";
import { Resource } from "sst/resource";

/**
 * What SST resourceOf to this function for a resource of the blueprint: the only source of configuration.
 * @throws when the resource is missing from the function's `uses`
 */
export function resourceOf<R extends Linkable>(resource: R): LinkProperties[R["kind"]] {
  try {
    return (Resource as unknown as Record<string, LinkProperties[R["kind"]]>)[
      resource.name
    ] as LinkProperties[R["kind"]];
  } catch (cause) {
    throw new Error(`"${resource.name}" is not linked: add it to the function's \`uses\` in the blueprint.`, {
      cause,
    });
  }
}
