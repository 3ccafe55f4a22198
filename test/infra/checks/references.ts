/** What resources say of one another. */
import { type Check, nameOf } from "./deployment.ts";

/** The mock engine's ids of what AWS numbers, such as `ShopNetwork-id`. */
const ID = /^[\w-]+-id$/;

function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}

export const references: Check = {
  rule: "what a resource refers to by its id is there",
  problems(deployment) {
    const ids = new Set(deployment.graph.resources.map(({ id }) => id));
    return deployment.graph.resources
      .filter(({ type }) => type.startsWith("aws:"))
      .flatMap((resource) =>
        textsIn(resource.props)
          .filter((text) => ID.test(text) && !ids.has(text))
          .map(
            (text) => `${nameOf(resource)} refers to ${text.slice(0, -"-id".length)}, which is not there.`,
          ),
      );
  },
};
