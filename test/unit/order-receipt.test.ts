import { describe, expect, it } from "vitest";
import { stages } from "@tradewind/blueprint/ground/stages";
import { atLoad, dollarsOf, receiptOf } from "@tradewind/ops/cost/receipt";
import { additionsOf } from "@tradewind/ops/cost/stage-additions";
import type { Usage } from "@tradewind/ops/metering/usage";

const used = (name: string, caller: string | undefined, calls: number, units: Usage["units"]): Usage => {
  const [service = "", operation = ""] = name.split(".");
  return { service, operation, caller, calls, units };
};

const order = [
  used("apigateway.Request", undefined, 1, { requests: 1 }),
  used("lambda.Invoke", "PlaceOrder", 1, { invocations: 1, durationMs: 900, gbSeconds: 0.9 }),
  used("dynamodb.TransactWriteItems", "PlaceOrder", 1, { writeUnits: 18 }),
  used("dynamodb.UpdateItem", "TakeUpOrder", 1, { writeUnits: 2 }),
  used("states.ExpressExecution", undefined, 1, { requests: 1, durationMs: 0, gbSeconds: 0.00625 }),
  used("lambda.Invoke", "SendMail", 2, { invocations: 2, durationMs: 2, gbSeconds: 0.002 }),
  used("sqs.ReceiveMessage", undefined, 2, { requests: 2 }),
  used("events.PutEvents", undefined, 4, { events: 4 }),
  used("ses.SendEmail", "SendMail", 2, { requests: 2 }),
];
const dollars = (usage: readonly Usage[], name: string) =>
  receiptOf(usage).find(({ service, caller }) => `${service} ${caller}` === name)?.dollarsPerMillion;

describe("the receipt of an order", () => {
  it("names the price of mail apart", () => {
    expect(dollarsOf(receiptOf(order), "mail")).toBeCloseTo(200, 6);
    expect(dollarsOf(receiptOf(order), "order")).toBeLessThan(60);
  });

  it("bills an execution for two seconds of 64 MB, whatever the laptop's clock says", () => {
    expect(dollars(order, "states undefined")).toBeCloseTo(1 + 2 * (64 / 1024) * 16.67, 6);
  });

  it("bills a function for its stated time: 10 ms and 8 ms for each of its calls", () => {
    expect(dollars(order, "lambda PlaceOrder")).toBeCloseTo(0.2 + 0.018 * 13.3334, 6);
  });

  it("shares pollers and consumers among ten at load, but neither writes nor events", () => {
    const shared = atLoad(order);
    expect(dollars(shared, "sqs undefined")).toBeCloseTo(0.08, 6);
    expect(dollars(shared, "dynamodb PlaceOrder")).toBe(dollars(order, "dynamodb PlaceOrder"));
    expect(dollars(shared, "events undefined")).toBe(4);
    expect(dollars(shared, "lambda SendMail")).toBeLessThan(dollars(order, "lambda SendMail") ?? 0);
    expect(dollars(shared, "lambda PlaceOrder")).toBe(dollars(order, "lambda PlaceOrder"));
  });
});

describe("what an order costs besides on a stage", () => {
  const units = (stage: keyof typeof stages) =>
    Object.fromEntries(additionsOf(stages[stage], order, order).map(({ what, units }) => [what, units]));

  it("is the second region on production: a transaction's units once, and the items that expire", () => {
    expect(units("production")["writes in the replica of the table"]).toBe(18 / 2 + 2);
    expect(units("production")["items that expire, deleted in the replica"]).toBe(4 + 2 + 2);
    expect(Object.keys(units("staging")).join()).not.toContain("replica");
  });

  it("is Bot Control where there is a firewall; dev has none and saves the inspection", () => {
    expect(units("staging")["Bot Control"]).toBe(1);
    expect(units("dev")["no firewall"]).toBe(-1);
  });

  it("is the logs, which are longer on dev", () => {
    const logs = (stage: keyof typeof stages) =>
      additionsOf(stages[stage], order, order).find(({ what }) => what.startsWith("logs"))?.units ?? 0;
    expect(logs("dev")).toBeGreaterThan(logs("production"));
  });

  it("is the growth of lots that many want at once", () => {
    const warm = [...order, used("dynamodb.UpdateItem", "ReserveStock", 1, { writeUnits: 3 })];
    const lots = additionsOf(stages.dev, order, warm).find(({ what }) => what.startsWith("warm"));
    expect(lots?.units).toBe(3);
  });
});
