import { globSync } from "node:fs";
import { availableParallelism } from "node:os";
import { describe, expect, test, vi } from "vitest";
import { VirtualClock } from "../../../packages/local-cloud/src/kernel/clock.ts";
import { captureLogs } from "../../support/logs.ts";
import { endpointSource, openShop, repository } from "./support.ts";

const HEALTH = "functions/system/get-health.ts";
const AUTHORIZER = "functions/identity/authorize-request.ts";
const RESERVE = "functions/orders/saga/reserve-stock.ts";

const healthOf = async ({ url }: { url: string }) => (await fetch(`${url}/health`)).text();

describe("a shop does not start", () => {
  test("without the module of a route, and names it", async () => {
    using root = repository();
    root.remove(HEALTH);
    root.remove(RESERVE);
    const problem = await openShop({ root: root.path }).then(
      () => "started",
      (error: Error) => error.message,
    );
    expect(problem.split("\n")).toEqual([
      `Route GetHealth (GET /health) names ${HEALTH}, which does not exist.`,
      `Function ReserveStock names ${RESERVE}, which does not exist.`,
    ]);
  });

  test("without the export of a route, and names it", async () => {
    using root = repository();
    root.write(HEALTH, "export const handle = async () => ({});");
    await expect(openShop({ root: root.path })).rejects.toThrow(
      `Route GetHealth (GET /health) names functions/system/get-health.handler, but ${HEALTH} has no export "handler".`,
    );
  });

  test("with a syntax error, and shows its place", async () => {
    using root = repository();
    root.write(HEALTH, "export const handler = (;");
    await expect(openShop({ root: root.path })).rejects.toThrow(new RegExp(`${HEALTH}:1:24`));
  });
});

describe("handlers", () => {
  test("are loaded at their first call", async () => {
    using root = repository();
    root.write(HEALTH, `globalThis.loadedHealth = true;\n${endpointSource("ok")}`);
    await using shop = await openShop({ root: root.path });
    expect(globalThis).not.toHaveProperty("loadedHealth");
    expect(await healthOf(shop)).toBe("ok");
    expect(globalThis).toHaveProperty("loadedHealth", true);
  });

  test("that fail without a log line of their own are logged, but not a refused token", async () => {
    using root = repository();
    const authorize = (message: string) =>
      root.write(AUTHORIZER, `export const handler = async () => { throw new TypeError("${message}"); };`);
    const statusOfCart = async () => {
      await using shop = await openShop({ root: root.path, logs: true });
      return (await fetch(`${shop.url}/cart`, { headers: { authorization: "Bearer x" } })).status;
    };
    const logs = captureLogs();
    try {
      authorize("Unauthorized");
      expect(await statusOfCart()).toBe(401);
      expect(logs.lines).toEqual([]);
      authorize("No groups");
      expect(await statusOfCart()).toBe(500);
      expect(logs.lines).toMatchObject([
        {
          level: "ERROR",
          message: "AuthorizeRequest failed",
          function: "AuthorizeRequest",
          error: { name: "TypeError", message: "No groups" },
        },
      ]);
    } finally {
      logs.stop();
    }
  });

  test("that answer something else than their route declares are logged, and answered as they are", async () => {
    using root = repository();
    const answer = (body: string) =>
      `export const handler = async () => ({
        statusCode: 200,
        headers: { "content-type": "application/json", "x-correlation-id": "c-1" },
        body: ${JSON.stringify(body)},
      });`;
    root.write(HEALTH, answer('{"status":"ok","load":1}'));
    root.write("functions/catalog/list-categories.ts", answer('{"items":[]}'));
    await using shop = await openShop({ root: root.path, logs: true, cache: false });
    const logs = captureLogs();
    try {
      expect((await fetch(`${shop.url}/categories`)).status).toBe(200);
      expect(await healthOf(shop)).toBe('{"status":"ok","load":1}');
      await vi.waitUntil(() => logs.lines.length > 0);
      expect(logs.lines).toEqual([
        {
          level: "ERROR",
          message: "The answer 200 is not as its route declares: /load: not declared",
          timestamp: expect.any(String),
          function: "GetHealth",
          correlationId: "c-1",
        },
      ]);
    } finally {
      logs.stop();
    }
  });

  test("are replaced after a change of their source, but not by a broken source", async () => {
    using root = repository();
    const changes: string[] = [];
    const repairs: string[][] = [];
    await using shop = await openShop({
      root: root.path,
      watch: true,
      onChange(outcome) {
        changes.push("problem" in outcome ? outcome.problem : outcome.changed.join());
        if ("repaired" in outcome && outcome.repaired) repairs.push(outcome.changed);
      },
    });
    expect(await healthOf(shop)).toBe("first");

    root.write(HEALTH, "export const handler = (;");
    await vi.waitFor(() => expect(changes.join()).toContain(`${HEALTH}:1:24`), 10_000);
    expect(await healthOf(shop)).toBe("first");

    root.write(HEALTH, "export const other = 1;");
    await vi.waitFor(() => expect(changes.join()).toContain('has no export "handler"'), 10_000);
    expect(await healthOf(shop)).toBe("first");

    root.write(HEALTH, endpointSource("second"));
    await vi.waitFor(() => expect(changes).toContain(HEALTH), 10_000);
    expect(await healthOf(shop)).toBe("second");

    root.write(HEALTH, "export const handler = (((;");
    await vi.waitFor(() => expect(changes.join()).toContain(`${HEALTH}:1:26`), 10_000);
    root.write(HEALTH, endpointSource("second"));
    await vi.waitFor(() => expect(repairs).toEqual([[HEALTH], []]), 10_000);
  });

  test("answer anew after a change, even where the answer before is cached", async () => {
    using root = repository();
    const changes: string[] = [];
    await using shop = await openShop({
      root: root.path,
      watch: true,
      onChange: (outcome) => changes.push("problem" in outcome ? outcome.problem : outcome.changed.join()),
    });
    const categories = async () => (await fetch(`${shop.url}/categories`)).text();
    const source = "functions/catalog/list-categories.ts";
    expect(await categories()).toBe("first");
    root.write(source, endpointSource("second"));
    await vi.waitFor(() => expect(changes).toContain(source), 10_000);
    expect(await categories()).toBe("second");
  });

  test("are bundled once for all starts, until their source changes", async () => {
    using root = repository();
    const answer = async () => {
      await using shop = await openShop({ root: root.path });
      return await healthOf(shop);
    };
    expect(await answer()).toBe("first");
    const [bundle = ""] = globSync(".build/laptop/*/functions/system/get-health-*.mjs", {
      cwd: root.path,
    });
    root.write(bundle, endpointSource("kept"));
    expect(await answer()).toBe("kept");
    root.write(HEALTH, endpointSource("second"));
    expect(await answer()).toBe("second");
  });

  test("follow the cloud's clock if it is not the system's", async () => {
    using root = repository();
    root.write(
      HEALTH,
      `export const handler = async () => {
        const now = new Date();
        return { statusCode: 200, headers: {}, body: [now.toISOString(), Date.now() - now.getTime(), now instanceof Date].join() };
      };`,
    );
    const clock = new VirtualClock(Date.UTC(2030, 0, 1));
    await using shop = await openShop({ root: root.path, clock });
    expect(await healthOf(shop)).toBe("2030-01-01T00:00:00.000Z,0,true");
    clock.advance(86_400_000);
    expect(await healthOf(shop)).toBe("2030-01-02T00:00:00.000Z,0,true");
  });

  test("keep the libraries' state of each invocation apart in one process", async () => {
    using root = repository();
    root.write(
      HEALTH,
      `export const handler = async (event) => {
        const store = globalThis.awslambda.InvokeStore;
        store.set("id", event.queryStringParameters.id);
        await new Promise((resolve) => setTimeout(resolve, 5));
        return { statusCode: 200, headers: {}, body: store.get("id") };
      };`,
    );
    await using shop = await openShop({ root: root.path });
    const ids = ["a", "b", "c", "d"];
    const answers = await Promise.all(
      ids.map(async (id) => (await fetch(`${shop.url}/health?id=${id}`)).text()),
    );
    expect(answers).toEqual(ids);
  });
});

describe("background functions", () => {
  const ran = (payload: unknown) => ({ ok: true, payload });

  test("have a thread of their own and follow changes of their source", async () => {
    using root = repository();
    const changed = Promise.withResolvers<unknown>();
    root.write(
      RESERVE,
      `import { isMainThread } from "node:worker_threads";
      export const handler = async (event, context) => [isMainThread, event, context.functionName, context.getRemainingTimeInMillis() > 0];`,
    );
    await using shop = await openShop({ root: root.path, watch: true, onChange: changed.resolve });
    const reserve = () => shop.cloud.lambda.invoke("ReserveStock", { order: 7 });
    expect(await reserve()).toEqual(ran([false, { order: 7 }, "ReserveStock", true]));
    root.write(RESERVE, `export const handler = async () => "second";`);
    await changed.promise;
    expect(await reserve()).toEqual(ran("second"));
  });

  test("share one thread while there is little to do, and take another under load", async () => {
    using root = repository();
    root.write(
      RESERVE,
      `import { threadId } from "node:worker_threads";
      export const handler = async () => threadId;`,
    );
    await using shop = await openShop({ root: root.path });
    const threadsOf = async (invocations: number) => {
      const reserve = () => shop.cloud.lambda.invoke("ReserveStock", {});
      const outcomes = await Promise.all(Array.from({ length: invocations }, reserve));
      return new Set(outcomes.map((outcome) => outcome.ok && outcome.payload)).size;
    };
    expect(await threadsOf(5)).toBe(1);
    expect(await threadsOf(12)).toBe(Math.min(2, availableParallelism()));
  });

  test("fail with the names of their errors, and a crash fails only the invocations beside it", async () => {
    using root = repository();
    root.write(
      RESERVE,
      `export const handler = async ({ exit }) => {
        if (exit) process.exit(1);
        throw Object.assign(new Error("none left"), { name: "OutOfStock" });
      };`,
    );
    await using shop = await openShop({ root: root.path });
    const reserve = (event: object) => shop.cloud.lambda.invoke("ReserveStock", event);
    const failed = (errorType: string, errorMessage: string) => ({
      ok: false,
      error: { errorType, errorMessage },
    });
    expect(await reserve({})).toMatchObject(failed("OutOfStock", "none left"));
    expect(await reserve({ exit: true })).toMatchObject(
      failed("Runtime.ExitError", expect.any(String) as string),
    );
    expect(await reserve({})).toMatchObject(failed("OutOfStock", "none left"));
    expect(await healthOf(shop)).toBe("first");
  });

  test("call the cloud under their own name", async () => {
    using root = repository();
    root.write(
      RESERVE,
      `import { DynamoDBClient, ListTablesCommand } from "@aws-sdk/client-dynamodb";
      export const handler = async ({ missing }) => {
        const { TableNames } = await new DynamoDBClient({}).send(new ListTablesCommand({ Limit: missing ? -1 : 1 }));
        return TableNames.length;
      };`,
    );
    await using shop = await openShop({ root: root.path });
    const reserve = (event: object) => shop.cloud.lambda.invoke("ReserveStock", event);
    expect(await reserve({})).toEqual(ran(1));
    expect(await reserve({ missing: true })).toMatchObject({ error: { errorType: "ValidationException" } });
    const listed = shop.meter.totals().filter(({ operation }) => operation === "ListTables");
    expect(listed).toMatchObject([{ caller: "ReserveStock" }]);
  });
});
