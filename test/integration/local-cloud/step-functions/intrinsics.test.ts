import { createHash } from "node:crypto";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { seededRandom } from "../../../../packages/local-cloud/src/kernel/random.ts";
import { intrinsicExpression } from "../../../../packages/local-cloud/src/step-functions/paths/intrinsic-call.ts";
import {
  find,
  parseReferencePath,
  place,
} from "../../../../packages/local-cloud/src/step-functions/paths/json-path.ts";
import { only, TestStepFunctions } from "./support.ts";

const evaluation = { random: seededRandom(1), context: () => ({ Execution: { Name: "run-1" } }) };
const evaluate = (call: string, input: unknown = {}) => intrinsicExpression(call)(input, evaluation);

/**
 * The examples of https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html and
 * their edges.
 */
const EXAMPLES: [call: string, input: unknown, result: unknown][] = [
  ["States.Format('Hello, my name is {}.', $.name)", { name: "Arnav" }, "Hello, my name is Arnav."],
  ["States.Format('{} and {}', 1, $.b)", { b: { c: 1 } }, "1 and {c=1}"],
  ["States.Format('{}', $)", { a: "x y", b: [1, null, {}], c: true }, "{a=x y, b=[1, null, {}], c=true}"],
  ["States.Format('It\\'s {}', true)", {}, "It's true"],
  ["States.Format('\\{\\} {}', 'x')", {}, "{} x"],
  ["States.Format($.t, 'x')", { t: "<{}>" }, "<x>"],
  ["States.Format('{}', $$.Execution.Name)", {}, "run-1"],
  ["States.StringToJson($.text)", { text: '{"a":[1]}' }, { a: [1] }],
  ["States.StringToJson($.text)", { text: " " }, null],
  ["States.JsonToString($.v)", { v: { a: [1, "b"] } }, '{"a":[1,"b"]}'],
  ["States.Array($.id, 'b', null, -1.5)", { id: 1 }, [1, "b", null, -1.5]],
  ["States.Array()", {}, []],
  ["States.ArrayPartition($.a, 4)", { a: [1, 2, 3, 4, 5] }, [[1, 2, 3, 4], [5]]],
  ["States.ArrayPartition($.a, 1.5)", { a: [1, 2, 3] }, [[1, 2], [3]]],
  ["States.ArrayContains($.a, $.x)", { a: [{ k: 1 }, 2], x: { k: 1 } }, true],
  ["States.ArrayContains($.a, '2')", { a: [2] }, false],
  ["States.ArrayRange(1, 9, 2)", {}, [1, 3, 5, 7, 9]],
  ["States.ArrayRange(3, 1, -1)", {}, [3, 2, 1]],
  ["States.ArrayRange(1, 0, 1)", {}, []],
  ["States.ArrayGetItem($.a, 1)", { a: ["x", "y"] }, "y"],
  ["States.ArrayLength($.a)", { a: [0, 0] }, 2],
  ["States.ArrayUnique($.a)", { a: [1, 1, "1", { a: 1 }, { a: 1 }] }, [1, "1", { a: 1 }]],
  ["States.Base64Encode('Data to encode')", {}, "RGF0YSB0byBlbmNvZGU="],
  ["States.Base64Decode('RGVjb2RlZCBkYXRh')", {}, "Decoded data"],
  ["States.Hash($.d, 'SHA-1')", { d: "input data" }, "aaff4a450a104cd177d28d18d74485e8cae074b7"],
  ["States.JsonMerge($.a, $.b, false)", { a: { x: { k: 1 }, y: 2 }, b: { x: 3 } }, { x: 3, y: 2 }],
  ["States.MathAdd($.v, -1)", { v: 111 }, 110],
  // Each argument is rounded. Recorded from AWS by the tests of LocalStack.
  ["States.MathAdd(1.49, 1.5)", {}, 3],
  ["States.MathAdd(-1.49, -1.5)", {}, -2],
  ["States.MathAdd(-1.5, -1.51)", {}, -3],
  ["States.MathAdd(-0.5, 0.5)", {}, 1],
  ["States.StringSplit('1,2,3,4,5', ',')", {}, ["1", "2", "3", "4", "5"]],
  ["States.StringSplit('a.b+c', '.+')", {}, ["a", "b", "c"]],
  ["States.ArrayLength(States.StringSplit(States.Format('{},{}', $.a, 'b'), ','))", { a: "x" }, 2],
  ["States.ArrayGetItem($.m['a, b)'], 0)", { m: { "a, b)": ["in"] } }, "in"],
];

describe("an intrinsic function", () => {
  test.each(EXAMPLES)("%s", (call, input, result) => {
    expect(evaluate(call, input)).toEqual(result);
  });

  test.each([
    ["States.Format('{} {}', 1)", {}, "The number of arguments do not match the occurrences of {}"],
    ["States.StringToJson('{')", {}, "JSON"],
    ["States.ArrayPartition($.a, 0)", { a: [1] }, "positive integer"],
    ["States.ArrayRange(1, 2000, 1)", {}, "1000 elements"],
    ["States.ArrayRange(1, 2, 0)", {}, "zero"],
    ["States.ArrayGetItem($.a, 5)", { a: [1] }, "out of bounds"],
    ["States.ArrayLength('text')", {}, "array"],
    ["States.Hash('x', 'CRC')", {}, "CRC"],
    ["States.JsonMerge($, $, true)", {}, "shallow"],
    ["States.MathAdd('a', 1)", {}, "integer"],
    ["States.MathRandom(5, 1)", {}, "greater"],
  ])("%s fails with States.IntrinsicFailure", async (call, input, reason) => {
    const shop = new TestStepFunctions();
    const { error, cause } = await shop.run(only({ Type: "Pass", Parameters: { "v.$": call } }), input);
    expect(error).toBe("States.IntrinsicFailure");
    expect(cause).toContain(`The function '${call}' had the following error:`);
    expect(cause).toContain(reason);
  });

  test.each([
    "States.Nope()",
    "States.UUID(1)",
    "States.Format('a'",
    "States.Format('a') x",
    "Format('a')",
    "States.Array(1 2)",
  ])("%s is no call", (call) => {
    expect(() => intrinsicExpression(call)).toThrow(/intrinsic|argument/);
  });

  test("draws UUIDs and numbers from the cloud's randomness", () => {
    expect(evaluate("States.UUID()")).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
    fc.assert(
      fc.property(fc.integer({ min: -1000, max: 1000 }), fc.integer({ min: 1, max: 1000 }), (start, size) => {
        const value = evaluate(`States.MathRandom(${start}, ${start + size})`) as number;
        return Number.isInteger(value) && value >= start && value < start + size;
      }),
    );
    expect(evaluate("States.MathRandom(1, 1000, 7)")).toBe(evaluate("States.MathRandom(1, 1000, 7)"));
  });

  test("round-trips and agrees with plain models", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const encoded = evaluate("States.Base64Encode($.t)", { t: text });
        expect(evaluate("States.Base64Decode($.t)", { t: encoded })).toBe(Buffer.from(text).toString("utf8"));
        const hash = evaluate("States.Hash($.t, 'SHA-256')", { t: text });
        expect(hash).toBe(createHash("sha256").update(text).digest("hex"));
      }),
    );
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const json = JSON.parse(JSON.stringify(value)) as unknown;
        const text = evaluate("States.JsonToString($.v)", { v: json });
        expect(evaluate("States.StringToJson($.t)", { t: text })).toEqual(json);
      }),
    );
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.integer({ min: 1, max: 5 }), (a, size) => {
        const parts = evaluate("States.ArrayPartition($.a, $.size)", { a, size }) as number[][];
        expect(parts.flat()).toEqual(a);
        expect(parts.slice(0, -1).every((part) => part.length === size)).toBe(true);
        expect(evaluate("States.ArrayUnique($.a)", { a })).toEqual([...new Set(a)]);
      }),
    );
  });
});

describe("a reference path", () => {
  const name = fc.stringMatching(/^[a-zA-Z_][a-zA-Z0-9_-]{0,8}$/);

  test("finds what was placed at it and leaves everything else alone", () => {
    fc.assert(
      fc.property(
        fc.array(name, { maxLength: 4 }),
        fc.dictionary(name, fc.jsonValue()),
        fc.integer(),
        (names, root, value) => {
          const dotted = parseReferencePath(["$", ...names].join("."));
          const bracketed = parseReferencePath(`$${names.map((step) => `['${step}']`).join("")}`);
          expect(bracketed.steps).toEqual(dotted.steps);
          const before = JSON.stringify(root);
          const inTheWay = names.slice(0, -1).some((_, depth) => {
            const found = find({ ...dotted, steps: dotted.steps.slice(0, depth + 1) }, root);
            return (
              typeof found !== "symbol" &&
              (typeof found !== "object" || found === null || Array.isArray(found))
            );
          });
          if (inTheWay) {
            expect(() => place(dotted, root, value)).toThrow("Unable to apply ReferencePath");
          } else {
            const changed = place(dotted, root, value);
            expect(find(dotted, changed)).toBe(value);
            for (const other of Object.keys(root)) {
              if (other !== names[0] && names.length > 0) {
                expect((changed as Record<string, unknown>)[other]).toBe(root[other]);
              }
            }
          }
          expect(JSON.stringify(root)).toBe(before);
        },
      ),
    );
  });

  test.each(["", "a", "$.", "$[", "$['a'", "$.a[b]", "$.a.length()", "$.a[(@.length-1)]", "$.a b"])(
    "%j is not a path",
    (text) => {
      expect(() => parseReferencePath(text)).toThrow(/path|not a JSONPath|not supported/);
    },
  );

  test.each(["$.a[*]", "$..a", "$.a[0:2]", "$.a[?(@.b)]"])("%s is a query, not a reference path", (text) => {
    expect(() => parseReferencePath(text)).toThrow("not a reference path");
  });
});
