/** Checks the ids by which resources refer to each other. */
import { type Check, nameOf } from "./deployment.ts";

/** An id of the mock engine, such as `ShopNetwork-id`. */
const ID = /^[\w-]+-id$/;

function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}

export const references: Check = {
  rule: "every resource that another refers to by id exists",
  problems(deployment) {
    const ids = new Set(deployment.graph.resources.map(({ id }) => id));
    return deployment.graph.resources
      .filter(({ type }) => type.startsWith("aws:"))
      .flatMap((resource) =>
        textsIn(resource.props)
          .filter((text) => ID.test(text) && !ids.has(text))
          .map(
            (text) => `${nameOf(resource)} refers to ${text.slice(0, -"-id".length)}, which does not exist.`,
          ),
      );
  },
};
