import { describe, expect, it } from "vitest";
import { US_EAST_1 } from "../../../../packages/local-cloud/src/metering/prices.ts";
import { report } from "../../../../packages/local-cloud/src/metering/report.ts";
import { createTable, meteredCloud } from "./support.ts";

describe("a cost report", () => {
  it("adds up units and dollars by service and operation", () => {
    const { lines, services, dollars } = report([
      { service: "dynamodb", operation: "GetItem", units: { readUnits: 0.5 } },
      { service: "dynamodb", operation: "GetItem", units: { readUnits: 1.5 } },
      { service: "dynamodb", operation: "PutItem", units: { writeUnits: 4 } },
      { service: "states", operation: "StateTransition", units: { stateTransitions: 10 }, calls: 10 },
    ]);
    expect(lines).toMatchObject([
      { operation: "GetItem", calls: 2, units: { readUnits: 2 }, dollars: 0.25e-6 },
      { operation: "PutItem", calls: 1, units: { writeUnits: 4 }, dollars: 2.5e-6 },
      { operation: "StateTransition", calls: 10, dollars: 250e-6 },
    ]);
    expect(services.map(({ service }) => service)).toEqual(["states", "dynamodb"]);
    expect(dollars * 1_000_000).toBeCloseTo(252.75);
  });

  it("prices functions by the architecture they run on", () => {
    const used = [
      { service: "lambda", operation: "Invoke", units: { invocations: 1, durationMs: 1000, gbSeconds: 1 } },
    ];
    expect(report(used).dollars).toBeCloseTo(0.2e-6 + 13.3334e-6, 12);
    expect(report(used, { architecture: "x86_64" }).dollars).toBeCloseTo(0.2e-6 + 16.6667e-6, 12);
  });

  it("shows what is free without a price", () => {
    const { lines } = report([{ service: "states", operation: "StartExecution", units: { requests: 1 } }]);
    expect(lines).toEqual([
      { service: "states", operation: "StartExecution", calls: 1, units: { requests: 1 }, dollars: 0 },
    ]);
  });

  it("of a run takes the meter's totals", async () => {
    const { cloud } = meteredCloud();
    await createTable(cloud);
    for (const id of ["a", "b"]) {
      await cloud.call("dynamodb", "PutItem", { TableName: "Things", Item: { id: { S: id } } });
    }
    const { lines } = report(cloud.kernel.meter.totals());
    expect(lines.find(({ operation }) => operation === "PutItem")).toMatchObject({
      calls: 2,
      units: { writeUnits: 2 },
    });
  });
});

describe("the price table", () => {
  it("says since when it holds and where each price stands", () => {
    expect(US_EAST_1.date).toMatch(/^\d{4}-\d\d-\d\d$/);
    for (const { source, dollarsPerMillion } of US_EAST_1.prices) {
      expect(source).toMatch(/^https:\/\/aws\.amazon\.com\/[\w-]+\/pricing\//);
      expect(dollarsPerMillion).toBeGreaterThan(0);
    }
  });

  it("has one price at most for each unit of an operation", () => {
    const seen = new Set<string>();
    for (const { service, operations = ["*"], unit, architecture } of US_EAST_1.prices) {
      for (const operation of operations) {
        const key = `${service} ${operation} ${unit} ${architecture}`;
        expect(seen).not.toContain(key);
        seen.add(key);
      }
    }
  });
});
