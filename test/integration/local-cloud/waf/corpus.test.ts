import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isCrossSiteScripting } from "../../../../packages/local-cloud/src/waf/html/scripting.ts";
import { isPlain } from "../../../../packages/local-cloud/src/waf/request-parts.ts";
import { isSqlInjection } from "../../../../packages/local-cloud/src/waf/sql/injection.ts";
import { WORDS } from "../../../../packages/local-cloud/src/waf/sql/words.ts";
import { BENIGN, INJECTIONS, INTRUSIONS, SCRIPTS } from "./corpus.ts";
import { inForm, inJson, inQuery, json, rule } from "./support.ts";

describe("attacks are blocked in the query, in a JSON body and in a form", () => {
  test.each(INJECTIONS)("SQL injection: %s", (value) => {
    expect(rule(inQuery(value))).toBe("SQLiRuleSet/SQLi_QUERYARGUMENTS");
    expect(rule(inJson(value))).toBe("SQLiRuleSet/SQLi_BODY");
    expect(rule(inForm(value))).toBe("SQLiRuleSet/SQLi_BODY");
  });
  test.each(SCRIPTS)("cross-site scripting: %s", (value) => {
    expect(rule(inQuery(value))).toMatch(/CommonRuleSet\/(CrossSiteScripting|GenericLFI)_QUERYARGUMENTS/);
    expect(rule(inJson(value))).toBe("CommonRuleSet/CrossSiteScripting_BODY");
  });
  test.each(INTRUSIONS)("files, metadata, lookups: %s", (value) => {
    expect(rule(inQuery(value))).toMatch(/^(CommonRuleSet|KnownBadInputsRuleSet)\//);
    expect(rule(inJson(value))).toMatch(/^(CommonRuleSet|KnownBadInputsRuleSet)\//);
  });
});

describe("what people write passes in the query, in a JSON body and in a form", () => {
  test.each(BENIGN)("%s", (value) => {
    expect(rule(inQuery(value))).toBeUndefined();
    expect(rule(inJson(value))).toBeUndefined();
    expect(rule(inForm(value))).toBeUndefined();
  });
});

test("the corpora are as large as they should be", () => {
  expect(INJECTIONS.length + SCRIPTS.length + INTRUSIONS.length).toBeGreaterThanOrEqual(60);
  expect(BENIGN.length).toBeGreaterThanOrEqual(60);
});

test("all that people write passes in one body, however its fields follow each other", () => {
  for (let from = 0; from + 10 <= BENIGN.length; from += 10) {
    const reviews = BENIGN.slice(from, from + 10).map((text) => ({ text }));
    expect(rule({ method: "POST", headers: json, body: JSON.stringify({ reviews }) })).toBeUndefined();
  }
});

describe("a plain value, which rules do not inspect", () => {
  test("never occurs in an attack", () => {
    expect([...INJECTIONS, ...SCRIPTS, ...INTRUSIONS].filter(isPlain)).toEqual([]);
  });

  test("would pass all rules", () => {
    const part = fc.oneof(
      fc.constantFrom(...WORDS.keys()),
      fc.stringMatching(/^\w{1,8}$/),
      fc.nat().map(String),
    );
    const words = fc.array(part, { maxLength: 8 }).map((parts) => parts.join("-"));
    fc.assert(
      fc.property(words, (value) => {
        fc.pre(isPlain(value));
        expect(isSqlInjection(value) || isCrossSiteScripting(value)).toBe(false);
      }),
      { numRuns: 2000 },
    );
  });

  test("takes no time to tell, whatever it is", () => {
    expect(isPlain("a-".repeat(50_000))).toBe(false);
    expect(isPlain("rO0ABXNyABFqYXZh")).toBe(false);
  });
});
