import { Resource } from "sst/resource";
import type { Linkable, LinkProperties } from "@tradewind/blueprint/language/resources";

/**
 * Properties of a resource that SST links to this function: the only source of configuration.
 * @throws Error when the function's `uses` does not name the resource
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
