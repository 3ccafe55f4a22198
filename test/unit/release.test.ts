import { describe, expect, it } from "vitest";
import { blueprint } from "@tradewind/blueprint";
import { type AwsLambda, release } from "@tradewind/ops/release";

const { routes } = blueprint.api;

/** A Lambda with `live` at version 9 of each function. All but GetHealth have a version 10. */
function lambda() {
  const aliases = new Map(
    routes.map(({ name }) => [
      `tradewind-staging-${name}`,
      { FunctionVersion: "9", Description: "older after 8", weights: {} },
    ]),
  );
  const aws: AwsLambda = async (operation, ...options) => {
    const option = (name: string) => options[options.indexOf(`--${name}`) + 1] ?? "";
    const alias = aliases.get(option("function-name"));
    if (!alias) throw new Error(`There is no function ${option("function-name")}.`);
    if (operation === "list-versions-by-function") {
      const newest = option("function-name").endsWith("GetHealth") ? 9 : 10;
      const versions = Array.from({ length: newest }, (_, index) => ({ Version: String(index + 1) }));
      return { Versions: [{ Version: "$LATEST" }, ...versions] };
    }
    expect(option("name")).toBe("live");
    if (operation === "update-alias") {
      alias.FunctionVersion = option("function-version");
      alias.Description = option("description");
      const config = JSON.parse(option("routing-config")) as { AdditionalVersionWeights: object };
      alias.weights = config.AdditionalVersionWeights;
    }
    return alias;
  };
  const live = (name: string) => {
    const alias = aliases.get(`tradewind-staging-${name}`);
    return [alias?.FunctionVersion, alias?.weights];
  };
  const to = (percent: number, commit = "abc") => release(aws, { stage: "staging", commit, percent });
  return { live, to };
}

describe("a release", () => {
  it("routes a part of the requests to the newest version of every route's function, then all", async () => {
    const { live, to } = lambda();
    expect(await to(10)).toHaveLength(routes.length);
    expect(live("PlaceOrder")).toEqual(["9", { 10: 0.1 }]);
    await to(50);
    expect(live("PlaceOrder")).toEqual(["9", { 10: 0.5 }]);
    await to(100);
    expect(live("PlaceOrder")).toEqual(["10", {}]);
  });

  it.each([[[10, 50]], [[50, 100]], [[100, 100]]])(
    "at %j percent is reverted completely",
    async (percents) => {
      const { live, to } = lambda();
      for (const percent of percents) await to(percent);
      await to(0);
      expect(live("PlaceOrder")).toEqual(["9", {}]);
    },
  );

  it("that never began reverts no other release", async () => {
    const { live, to } = lambda();
    await to(100);
    await to(0, "def");
    expect(live("PlaceOrder")).toEqual(["10", {}]);
  });

  it("does not affect a function without changes", async () => {
    const { live, to } = lambda();
    await to(10);
    expect(live("GetHealth")).toEqual(["9", {}]);
    await to(100);
    await to(0);
    expect(live("GetHealth")).toEqual(["9", {}]);
  });
});
