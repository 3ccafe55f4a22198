import { describe, expect, it } from "vitest";
import { camelKeys } from "../../stacks/camel-keys.ts";

describe("AWS's shape in Pulumi's keys", () => {
  it("has the same values at every depth", () => {
    const rule = {
      Name: "Rate",
      Statement: { SizeConstraintStatement: { FieldToMatch: { Body: {} }, Size: 65_536 } },
      TextTransformations: [{ Priority: 0, Type: "NONE" }],
    };
    expect(camelKeys(rule)).toEqual({
      name: "Rate",
      statement: { sizeConstraintStatement: { fieldToMatch: { body: {} }, size: 65_536 } },
      textTransformations: [{ priority: 0, type: "NONE" }],
    });
  });

  it("keeps texts in lists, and what is absent", () => {
    expect(camelKeys({ ReadAttributes: ["Email"], Path: undefined, Next: null })).toEqual({
      readAttributes: ["Email"],
      path: undefined,
      next: null,
    });
  });
});
