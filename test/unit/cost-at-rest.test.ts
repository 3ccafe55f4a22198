import { describe, expect, it } from "vitest";
import { stages } from "@tradewind/blueprint/ground/stages";
import type { Stage } from "@tradewind/blueprint/language/stage";
import { costAtRest } from "@tradewind/ops/cost/cost-at-rest";
import { pricesAtRest } from "@tradewind/ops/cost/prices-at-rest";

const total = (stage: Stage) =>
  costAtRest(stage).reduce((sum, { dollarsPerMonth }) => sum + dollarsPerMonth, 0);
const dollarsFor = (stage: Stage, what: RegExp) =>
  costAtRest(stage).find((line) => what.test(line.what))?.dollarsPerMonth ?? 0;

describe("the cost of a stage without traffic", () => {
  it("grows from dev to staging to production, and dev stays under $40 a month", () => {
    expect(total(stages.dev)).toBeLessThan(40);
    expect(total(stages.staging)).toBeGreaterThan(total(stages.dev));
    expect(total(stages.production)).toBeGreaterThan(total(stages.staging));
  });

  it("has no hardware module, search or database capacity on dev", () => {
    const billed = costAtRest(stages.dev).map(({ what }) => what);
    expect(billed.filter((what) => /hsm|search|capacity unit|endpoint/.test(what))).toEqual([]);
  });

  it("counts hours: two hardware modules at $1.60 for 730 hours", () => {
    expect(dollarsFor(stages.production, /hsm2m/)).toBeCloseTo(2 * 1.6 * 730, 6);
  });

  it("counts the copy of the database in the recovery region", () => {
    const { recovery: _recovery, ...alone } = stages.production;
    const unit = 0.12 * 730 * stages.production.database.minimumCapacity;
    expect(dollarsFor(stages.production, /Serverless v2/) - dollarsFor(alone, /Serverless v2/)).toBeCloseTo(
      unit,
      6,
    );
  });

  it("refuses an instance without a price, and names it", () => {
    expect(() => costAtRest({ ...stages.dev, cache: { instance: "x9.huge", nodes: 1 } })).toThrow(
      "cache.x9.huge",
    );
  });

  it("has a date and a source for each price", () => {
    for (const { dollars, source, date } of Object.values(pricesAtRest)) {
      expect(dollars).toBeGreaterThan(0);
      expect(date).toMatch(/^\d{4}-\d\d-\d\d$/);
      expect(source).toMatch(/^https:\/\/aws\.amazon\.com\//);
    }
  });
});
