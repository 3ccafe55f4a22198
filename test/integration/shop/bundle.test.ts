import { blueprint } from "@tradewind/blueprint";
import type { Route } from "@tradewind/blueprint/define";
import { beforeAll, describe, expect, it } from "vitest";
import { type Bundle, bundleForLambda } from "../../support/bundle.ts";

const entryOf = (route: Route) => `${route.handler.split(".")[0]}.ts`;
const routeOf = (name: string) => {
  const route = blueprint.api.routes.find((one) => one.name === name);
  if (!route) throw new Error(`There is no route ${name}.`);
  return route;
};

describe("an endpoint bundled as Lambda would be", () => {
  const bundles = new Map<string, Bundle>();
  beforeAll(async () => {
    for (const name of ["AddCartItem", "GetHealth"])
      bundles.set(name, await bundleForLambda(entryOf(routeOf(name))));
  });

  /** Not the bundle itself: a failure would print half a megabyte. */
  const holds = (name: string, text: string) => bundles.get(name)?.code.includes(text) ?? false;

  it.each(["AddCartItem", "GetHealth"])("%s holds its own route's definition, and no other's", (name) => {
    const held = blueprint.api.routes
      .filter(({ summary }) => holds(name, summary))
      .map((route) => route.name);
    expect(held).toEqual([name]);
  });

  it("carries no client it does not use", () => {
    for (const client of ["DynamoDB", "Cognito", "AWSStepFunctions"]) {
      expect([client, holds("GetHealth", client)]).toEqual([client, false]);
    }
    expect(holds("AddCartItem", "AWSStepFunctions")).toBe(false);
  });
});
