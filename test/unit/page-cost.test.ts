import { describe, expect, it } from "vitest";
import { stages } from "@tradewind/blueprint/ground/stages";
import { pageCostOf } from "@tradewind/ops/cost/pages/page-cost";
import { pageCostLines } from "@tradewind/ops/cost/pages/page-cost-lines";
import { STATED_VIEWS } from "@tradewind/ops/cost/pages/stated-views";
import type { CountedRequest, RequestKind } from "@tradewind/ops/metering/counting-edge";
import type { CountedPages, PageView } from "@tradewind/ops/metering/page-views";
import type { Usage } from "@tradewind/ops/metering/usage";

const request = (kind: RequestKind, target: string, bytes: number): CountedRequest => ({
  kind,
  target,
  bytes,
});
const used = (name: string, caller: string | undefined, units: Usage["units"]): Usage => {
  const [service = "", operation = ""] = name.split(".");
  return { service, operation, caller, calls: 1, units };
};

const document = request("page", "/", 9800);
const script = request("file", "/assets/app-1.js", 99_800);
const pictures = [1, 2, 3, 4].map((id) => request("picture", `/images/${id}.svg`, 800));
const stock = request("api", "/api/availability/1", 300);
const apiCall = [
  used("apigateway.Request", undefined, { requests: 1 }),
  used("wafv2.Inspect", undefined, { requests: 1 }),
  used("lambda.Invoke", "GetAvailability", { invocations: 1 }),
  used("dynamodb.GetItem", "GetAvailability", { readUnits: 0.5 }),
];
const writing = [
  used("lambda.Invoke", "RenderPage", { invocations: 1 }),
  used("s3.PutObject", "RenderPage", { requests: 1 }),
];

const NOTHING: PageView = { requests: [], usage: [] };
const first: PageView = { requests: [document, script, ...pictures], usage: [] };
const again: PageView = { requests: [document], usage: [] };
const within: PageView = { requests: [stock], usage: apiCall };

function counted(plant: Partial<Record<"first" | "again" | "within", PageView>> = {}): CountedPages {
  const one = { first, again, within, ...plant };
  return {
    views: { home: one, category: one, product: one },
    written: { home: writing, category: writing, product: writing },
    beacon: NOTHING,
  };
}

const stated = {
  pages: { home: 0.2, category: 0.3, product: 0.5 },
  kinds: { first: 0.25, again: 0.25, within: 0.5 },
  atEdge: { pages: 0.5, files: 0.9 },
  rendered: 0.2,
  beacons: 0,
};
const costOf = (pages: CountedPages, stage: keyof typeof stages = "production") =>
  pageCostOf(stages[stage], pages, stated);
const dollars = (what: RegExp) =>
  costOf(counted()).lines.find((line) => what.test(line.what))?.dollarsPerMillion;
const besides = (stage: keyof typeof stages) =>
  Object.fromEntries(
    costOf(counted(), stage).besides.map(({ what, dollarsPerMillion }) => [what, dollarsPerMillion]),
  );

describe("the cost of a million views", () => {
  it("counts requests and their bytes, with 200 bytes of headers each, at CloudFront", () => {
    // Half of the views have a document of 10 KB, a quarter a script of 100 KB and four pictures.
    expect(dollars(/^documents at/)).toBeCloseTo(0.5 * 1 + 0.5 * 10 * 0.085, 6);
    expect(dollars(/^scripts/)).toBeCloseTo(0.25 * 1 + 0.25 * 100 * 0.085, 6);
    expect(dollars(/^pictures/)).toBeCloseTo(1 * 1 + 1 * 1 * 0.085, 6);
    expect(dollars(/^answers/)).toBeCloseTo(0.5 * 1 + 0.5 * 0.5 * 0.085, 6);
  });

  it("counts functions of CloudFront before documents and the API, but not before files", () => {
    expect(dollars(/^functions/)).toBeCloseTo((0.5 + 0.5) * 0.1, 6);
  });

  it("bills a read of the bucket for what the edge does not have, and the renderer for its share", () => {
    expect(dollars(/^reads/)).toBeCloseTo((0.5 * 0.5 + 1.25 * 0.1) * 0.4, 6);
    // 10 ms and one call of 8 ms at 1 GB, the invocation, and a PUT.
    expect(dollars(/renderer/)).toBeCloseTo(0.5 * 0.5 * 0.2 * (0.018 * 13.3334 + 0.2 + 5), 6);
  });

  it("bills the API for its gateway, function and reads, and the function at the edge", () => {
    expect(dollars(/^API Gateway/)).toBeCloseTo(0.5 * (3.5 + 0.2 + 0.018 * 13.3334 + 0.5 * 0.125), 6);
    expect(dollars(/^edge function/)).toBeCloseTo(0.5 * (0.6 + 0.001 * 0.125 * 50.01), 6);
  });

  it("is the sum of its lines, and rises by each planted request", () => {
    const cost = costOf(counted());
    expect(cost.dollars).toBeCloseTo(
      cost.lines.reduce((sum, line) => sum + line.dollarsPerMillion, 0),
      6,
    );
    const more = costOf(counted({ within: { requests: [stock, ...pictures], usage: apiCall } }));
    // A picture of 1 KB costs its request, its bytes, and a tenth of a read.
    expect(more.dollars - cost.dollars).toBeCloseTo(0.5 * 4 * (1 + 0.085 + 0.1 * 0.4), 6);
  });

  it("is met up to $15, and says so otherwise", () => {
    expect(costOf(counted()).met).toBe(true);
    const many = Array.from({ length: 40 }, () => document);
    const costly = counted({ first: { requests: many, usage: [] } });
    expect(costOf(costly)).toMatchObject({ met: false });
    expect(pageCostLines(stages.dev, costly).join("\n")).toContain("at most 15: NOT MET");
  });

  it("has the firewall beside the sum, with Bot Control for documents and the API only", () => {
    expect(besides("production")).toMatchObject({
      "requests inspected before CloudFront": (0.5 + 0.25 + 1 + 0.5) * 0.6,
      "requests inspected before the API": 0.5 * 0.6,
      "requests outside of the files under Bot Control": 0.5 + 0.5,
    });
    expect(Object.keys(besides("dev"))).toEqual(["KB of logs at DEBUG"]);
    expect(costOf(counted(), "dev").dollars).toBe(costOf(counted()).dollars);
  });

  it("states shares that make a whole", () => {
    for (const shares of [STATED_VIEWS.pages, STATED_VIEWS.kinds])
      expect(Object.values(shares).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
  });
});
