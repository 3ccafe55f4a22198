import { globSync, readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { type Blueprint, blueprint } from "@tradewind/blueprint";
import { checkBlueprint } from "@tradewind/blueprint/derived/check";
import { functionsOf } from "@tradewind/blueprint/derived/functions";
import { openApiDocument } from "@tradewind/blueprint/derived/openapi";
import { MAX_CART_LINES } from "@tradewind/blueprint/ground/limits";
import type { EventDefinition } from "@tradewind/blueprint/language/define";
import { errorCodes, httpStatus } from "@tradewind/blueprint/language/errors";
import type { WorkflowDefinition } from "@tradewind/blueprint/language/resources";
import { MAX_QUANTITY } from "@tradewind/blueprint/language/schema";

const problems = checkBlueprint(blueprint);
/** The problems that a change adds. A fault of the blueprint itself fails only the first test. */
const problemsOf = (change: Partial<Blueprint>) =>
  checkBlueprint({ ...blueprint, ...change }).filter((problem) => !problems.includes(problem));

describe("the blueprint", () => {
  it("has no problems", () => {
    expect(problems).toEqual([]);
  });

  it("has the throughput that the requirements ask for", () => {
    const rates = blueprint.serviceLevels.map(({ name, throughput }) => [name, ...Object.values(throughput)]);
    expect(rates).toEqual([
      ["Gateway", 10_000, "requests"],
      ["Catalog", 5000, "requests"],
      ["Orders", 1000, "orders"],
      ["Payments", 500, "payments"],
    ]);
  });

  it("is refused with a rule whose target is missing", () => {
    const stranger: WorkflowDefinition = { kind: "workflow", type: "express", name: "Stranger", tasks: {} };
    const [rule] = blueprint.rules;
    expect(problemsOf({ rules: [{ ...rule!, target: stranger }] })).toContain(
      "Rule StartOrderSaga: its target Stranger is not in the blueprint.",
    );
  });

  it("is refused with an event without a schema", () => {
    const event = { kind: "event", type: "order.vanished", version: 1 } as unknown as EventDefinition;
    expect(problemsOf({ events: [...blueprint.events, event] })).toEqual([
      "The event order.vanished has no schema.",
    ]);
  });

  it("is refused with a route whose handler has the wrong form", () => {
    const routes = blueprint.api.routes.map((route) =>
      route.name === "GetCart" ? { ...route, handler: "functions/cart.ts" } : route,
    );
    expect(problemsOf({ api: { ...blueprint.api, routes } })).toEqual([
      "Route GetCart: functions/cart.ts is not of the form functions/<service>/<verb-noun>.<export>.",
    ]);
  });

  it("is refused with a function that uses an unknown resource", () => {
    expect(problemsOf({ buckets: [], tables: blueprint.tables.slice(0, 1) })).toContain(
      "Function ListProducts: it uses ProductCache, which is not in the blueprint.",
    );
  });

  it("is refused with a function that may sign for another, or a callee that cannot verify", () => {
    const [call] = blueprint.serviceCalls;
    const routes = blueprint.api.routes.map((route) =>
      route.name === "GetCart"
        ? { ...route, uses: [...route.uses, { resource: call!.key, access: "sign" } as const] }
        : route,
    );
    const serviceCalls = [{ ...call!, callee: "SendMail" }];
    expect(problemsOf({ serviceCalls, api: { ...blueprint.api, routes } })).toEqual([
      "Function GetCart: it could call SendMail as RestockReturn, by the key ReturnsService.",
      "Function SendMail: it cannot verify by ReturnsService.",
    ]);
  });

  it("is refused with names that differ only in case", () => {
    const [first] = blueprint.buckets;
    const buckets = [first!, { ...first!, name: "ASSETS" }];
    expect(problemsOf({ buckets })).toContain("The name ASSETS is used twice (as Assets).");
  });

  it("is refused with a setting whose default its own rule does not allow", () => {
    const settings = blueprint.settings.map((one) =>
      one.name === "Carrier" ? { ...one, value: "dhl" } : one,
    );
    expect(problemsOf({ settings })).toContain(
      "Setting Carrier: its default dhl is not built-in or easypost.",
    );
  });

  it("gives each function a handler of its own", () => {
    const handlers = functionsOf(blueprint).map(({ handler }) => handler);
    expect(new Set(handlers).size).toBe(handlers.length);
  });
});

/**
 * The figures of the requirements, copied by hand. A comparison of the data with itself proves
 * nothing.
 */
describe("the limits of the requirements", () => {
  const route = (name: string) => blueprint.api.routes.find((one) => one.name === name);

  it.each([
    ["ListProducts", 1000, 60, "optional"],
    ["GetProduct", 1000, 60, "optional"],
    ["GetCart", 500, undefined, "signed-in"],
    ["AddCartItem", 500, undefined, "signed-in"],
    ["PlaceOrder", 200, undefined, "signed-in-mfa"],
    ["ListOrders", 200, undefined, "signed-in-mfa"],
  ])("%s: %i requests per second, cached %s seconds, %s", (name, rate, ttl, auth) => {
    expect(route(name)?.throttle.rate).toBe(rate);
    expect(route(name)?.cache?.ttlSeconds).toBe(ttl);
    expect(route(name)?.auth).toBe(auth);
  });

  it("are told where carts are merged", () => {
    const told = `Quantities end at ${MAX_QUANTITY}. SKUs beyond ${MAX_CART_LINES} are left out.`;
    expect(route("MergeCarts")?.description).toContain(told);
  });

  it("never let stock be cached, and availability only for seconds", () => {
    expect(route("GetStock")?.cache).toBeUndefined();
    expect(route("SetStock")?.cache).toBeUndefined();
    expect(route("GetAvailability")?.cache).toEqual({ ttlSeconds: 5, neverStale: true, query: [] });
  });
});

describe("error codes", () => {
  it("each have a kind with an HTTP status", () => {
    for (const [kind] of Object.values(errorCodes)) expect(httpStatus[kind]).toBeGreaterThanOrEqual(400);
  });

  it("are each named by some other source than their list", () => {
    const list = "packages/blueprint/src/language/errors.ts";
    const files = globSync(["packages/*/src/**/*.ts", "functions/**/*.ts"], { exclude: [list] });
    const source = files.map((file) => readFileSync(file, "utf8")).join();
    expect(Object.keys(errorCodes).filter((code) => !source.includes(`"${code}"`))).toEqual([]);
  });
});

describe("the OpenAPI document", () => {
  let document: {
    openapi: string;
    paths: Record<
      string,
      Record<string, { operationId: string; description?: string; security: object[]; responses: object }>
    >;
  };
  beforeAll(() => {
    document = openApiDocument(blueprint) as typeof document;
  });

  it("has exactly the blueprint's routes", () => {
    const described = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const routes = blueprint.api.routes.map(({ method, path }) => `${method} ${path}`);
    expect(described.toSorted()).toEqual(routes.toSorted());
  });

  it("gives every operation an id of its own", () => {
    const ids = Object.values(document.paths).flatMap((methods) =>
      Object.values(methods).map((one) => one.operationId),
    );
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("has a short summary for every operation, each of its own and without a full stop", () => {
    const summaries = blueprint.api.routes.map(({ summary }) => summary);
    expect(summaries.filter((summary) => !/^[A-Z].{1,79}(?<!\.)$/.test(summary))).toEqual([]);
    expect(new Set(summaries).size).toBe(summaries.length);
  });

  it("says of every operation who may call it", () => {
    const security = (path: string) => document.paths[path]?.["get"]?.security;
    expect(security("/health")).toEqual([]);
    const session = [{ accessToken: [] }, { sessionCookie: [], browserClient: [] }];
    expect(security("/products")).toEqual([{}, ...session]);
    expect(security("/orders")).toEqual(session);
    const { description } = document.paths["/admin/stock/{sku}"]?.["get"] ?? {};
    expect(description).toMatch(
      /\n\nOnly for support, merchandiser or admin, signed in with a second factor, and for API keys with the scope `stock.read`\.$/,
    );
    expect(document.paths["/orders"]?.["post"]?.description).toMatch(/\n\nRequires a session that passed/);
    expect(document.paths["/auth/sign-out-everywhere"]?.["post"]?.description).toMatch(/Not for guest/);
  });

  it("lists the errors of placing an order", () => {
    const responses = document.paths["/orders"]?.["post"]?.responses ?? {};
    expect(Object.keys(responses)).toEqual(
      expect.arrayContaining(["201", "400", "401", "409", "422", "429"]),
    );
  });
});
