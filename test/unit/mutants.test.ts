import { expect, it } from "vitest";
import { mutantsOf, mutated } from "../mutants/candidates.ts";

/** All sources that differ in one place, without the white space that a change leaves behind. */
const changed = (source: string) =>
  mutantsOf("example.ts", source).map((mutant) => mutated(source, mutant).replaceAll(/\s+/g, " ").trim());

it.each([
  ["a < b", ["a <= b"]],
  ["a === b", ["a !== b"]],
  ["a && b", ["a || b"]],
  ["a ?? b", ["a && b"]],
  ["!a", ["a"]],
  ["a - b", ["a + b"]],
  ["a += b", ["a -= b"]],
  ["1", ["0", "2"]],
  ["0", ["1"]],
  ["a ? b : c", ["true ? b : c", "false ? b : c"]],
  ["if (a) b", ["if (true) b", "if (false) b"]],
])("%s becomes each of %j", (source, mutants) => {
  expect(changed(source)).toEqual(mutants);
});

it("leaves out a call whose answer nobody uses", () => {
  expect(changed("await save(order);")).toEqual([";"]);
  expect(changed("writes.push(write);")).toEqual([";"]);
  expect(changed("const saved = await save(order);")).toEqual([]);
});

it("leaves out a write of a transaction", () => {
  expect(changed("const done = transact([orderWrite(a), ...lotWrites(b), c])")).toEqual([
    "const done = transact([ ...lotWrites(b), c])",
    "const done = transact([orderWrite(a), c])",
  ]);
});

it("leaves out the condition of a write", () => {
  expect(changed("const write = patch.where(unchanged).go()")).toEqual(["const write = patch.go()"]);
});

it("leaves types and texts as they are", () => {
  expect(changed("type Digit = 0 | 1; const list = [] as Map<string, 2>[];")).toEqual([]);
  expect(changed('const name = first + " " + last;')).toEqual([]);
});

it("tells the place of a change as an editor counts", () => {
  const [mutant] = mutantsOf("example.ts", "const a = b;\nconst c = a < b;\n");
  expect(mutant).toMatchObject({ file: "example.ts", line: 2, column: 13, from: "<", to: "<=" });
});
