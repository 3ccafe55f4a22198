/** Capacity on paper: the metered calls of each flow, at the required load, beside AWS's quotas. */

import { beforeAll, describe, expect, it } from "vitest";
import { stages } from "@tradewind/blueprint/ground/stages";
import { type Capacity, capacityOf } from "@tradewind/ops/capacity/capacity";
import { capacityLines } from "@tradewind/ops/capacity/capacity-lines";
import { QUOTAS_DATE, quotas } from "@tradewind/ops/capacity/quotas";
import { type Flows, meterFlows } from "@tradewind/ops/metering/flows";
import { MeteredShop } from "@tradewind/ops/metering/metered-shop";

let flows: Flows;
let capacity: Capacity;

beforeAll(async () => {
  const shop = await MeteredShop.open();
  flows = await meterFlows(shop);
  await shop.stop();
  capacity = capacityOf(stages.production, flows);
});

const quota = (name: string) => {
  const found = capacity.quotas.find((one) => one.name.startsWith(name));
  if (!found) throw new Error(`There is no quota ${name}.`);
  return found;
};

describe("the required load", () => {
  it("is that of the blueprint: 1,000 orders, and at least 500 payments, each with its own calls", () => {
    expect(capacity.load).toMatchObject({ orders: 1000, payments: 1000 });
    expect(quota("Step Functions StartExecution, Express").demand).toBe(1000);
  });

  it("is within the default quotas, or within what AWS grants", () => {
    const designed = capacity.quotas.filter(({ state }) => state === "design").map(({ name }) => name);
    expect(designed).toEqual([]);
  });

  it("opens few executions of Standard workflows: each is short, and a return takes two", () => {
    expect(quota("Step Functions StartExecution, Standard").demand).toBe(100);
    expect(quota("Step Functions open executions, Standard").demand).toBeLessThan(1000);
  });

  it("has partitions enough in the indexes of orders", () => {
    expect(capacity.partitions.filter(({ enough }) => !enough)).toEqual([]);
  });

  it("needs more write units than a new table has, so warm throughput is set", () => {
    expect(capacity.warmThroughput[0]?.writes).toBeGreaterThan(40_000);
  });

  it("exceeds the throttles that the requirements set themselves", () => {
    expect(capacity.ownLimits).toContainEqual({ route: "POST /orders", demand: 1000, limit: 200 });
  });
});

it("finds more shards wanting at ten times the orders", () => {
  const { partitions } = capacityOf(stages.production, flows, 10_000);
  expect(partitions.find(({ name }) => name.includes("gsi2"))).toMatchObject({ enough: false, needed: 80 });
});

it("says which quota is reached first, what to ask for, and each source with its date", () => {
  const lines = capacityLines(stages.production, capacity);
  expect(lines.find((line) => line.startsWith("First reached"))).toContain("SES sending rate");
  expect(lines.find((line) => line.includes("Lambda concurrent executions:"))).toMatch(/[\d,]+ at once/);
  for (const { source } of quotas) {
    expect(source).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
    expect(lines.some((line) => line.includes(source) && line.includes(QUOTAS_DATE))).toBe(true);
  }
});
