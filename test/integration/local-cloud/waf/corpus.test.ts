import { describe, expect, test } from "vitest";
import { BENIGN, INJECTIONS, INTRUSIONS, SCRIPTS } from "./corpus.ts";
import { inForm, inJson, inQuery, json, rule } from "./firewall.ts";

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
