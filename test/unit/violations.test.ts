import { expect, it } from "vitest";
import * as z from "zod/mini";
import { address, prefixedId, quantity, text, wholeNumber } from "@tradewind/blueprint/language/schema";
import { expectation } from "../../packages/lambda-kit/src/violations.ts";

const expectedBy = (schema: z.ZodMiniType, input: unknown) =>
  z.safeParse(schema, input, { error: expectation }).error?.issues.map(({ message }) => message);

it.each<[string, z.ZodMiniType, unknown]>([
  ["Required", quantity(), undefined],
  ["Required", z.enum(["price", "-price"]), undefined],
  ["Expected a number", quantity(), "2"],
  ["Expected an integer", quantity(), 1.5],
  ["Expected an object", address(), "London"],
  ["Expected an array", z.array(z.string()), {}],
  ["Expected at least 1", wholeNumber(1, 100), "0"],
  ["Expected at most 100", wholeNumber(1, 100), "101"],
  ["Expected more than 0", z.number().check(z.positive()), 0],
  ["Expected at least 1 character", text(100), "  "],
  ["Expected at most 100 characters", text(100), "x".repeat(101)],
  ["Expected at most 1 entry", z.array(z.string()).check(z.maxLength(1)), ["a", "b"]],
  ["Expected one of price, -price", z.enum(["price", "-price"]), "secret"],
  ["Expected deny", z.literal("deny"), "secret"],
  ["Expected the form /^ord_[0-9A-HJKMNP-TV-Z]{26}$/", prefixedId("ord"), "secret"],
  ["Expected an email address", z.email(), "secret"],
  ["Expected a UUID", z.uuid(), "secret"],
  ["Expected an ISO 8601 time in UTC", z.iso.datetime(), "secret"],
  ["Expected a whole number", wholeNumber(1, 100), "ten"],
])("a refused value is answered by %j", (detail, schema, input) => {
  expect(expectedBy(schema, input)).toEqual([detail]);
});
