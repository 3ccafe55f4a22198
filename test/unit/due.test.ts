/** Sweeps over what is due, and the keys of an item in an index by due time. */
import { createConversions, Entity } from "electrodb";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { refundSweep } from "@tradewind/blueprint/schedules";
import { deadlineOf, dueFields, type Sweep, sweepDue } from "@tradewind/commerce/platform/due";
import { SHARDS, shardOf } from "@tradewind/commerce/platform/shards";

const NOW = Date.UTC(2026, 10, 30);

const Thing = new Entity(
  {
    model: { service: "tradewind", entity: "thing", version: "1" },
    attributes: {
      id: { type: "string", required: true },
      name: { type: "string" },
      due: { type: "string" },
      dueAt: { type: "string" },
    },
    indexes: {
      primary: {
        pk: { field: "pk", composite: ["id"], casing: "none" },
        sk: { field: "sk", composite: [], casing: "none" },
      },
      byDue: {
        index: "gsi2",
        pk: { field: "gsi2pk", composite: ["due"], casing: "none" },
        sk: { field: "gsi2sk", composite: ["dueAt"], casing: "none" },
      },
    },
  },
  { table: "things" },
);

describe("an item with a due time", () => {
  const update = (operation: { params(): object }) => operation.params() as { UpdateExpression: string };

  it("is in the index once it has both attributes, and leaves it without them", () => {
    const created = Thing.create({ id: "a1", ...dueFields("a1", NOW) }).params();
    expect(created).toMatchObject({
      Item: { gsi2pk: "$tradewind#due_1", gsi2sk: "$thing_1#dueAt_2026-11-30T00:00:00.000Z" },
    });
    const removed = update(Thing.patch({ id: "a1" }).set({ name: "b" }).remove(["due", "dueAt"]));
    expect(removed.UpdateExpression).toMatch(/REMOVE #due, #dueAt, #gsi2pk, #gsi2sk$/);
    const moved = update(Thing.patch({ id: "a1" }).set(dueFields("a1", NOW)));
    expect(moved.UpdateExpression).toContain("#gsi2pk = :gsi2pk_u0, #gsi2sk = :gsi2sk_u0");
  });

  it("is not in the index when it is created without, nor through other changes", () => {
    expect(JSON.stringify(Thing.create({ id: "a1" }).params())).not.toContain("gsi2");
    expect(JSON.stringify(Thing.patch({ id: "a1" }).set({ name: "b" }).params())).not.toContain("gsi2");
  });

  it("is found by a query that no other kind of item is part of", () => {
    const query = Thing.query.byDue({ due: "1" }).between({ dueAt: "" }, { dueAt: "2026-11-30" });
    expect(query.params()).toMatchObject({
      KeyConditionExpression: "#pk = :pk and #sk1 BETWEEN :sk1 AND :sk2",
      ExpressionAttributeValues: { ":sk1": "$thing_1#dueAt_", ":sk2": "$thing_1#dueAt_2026-11-30" },
    });
    const keys = {
      pk: "$tradewind#id_a1",
      sk: "$thing_1",
      gsi2pk: "$tradewind#due_1",
      gsi2sk: "$thing_1#dueAt_2026-11-29T23:59:59.000Z",
    };
    expect(createConversions(Thing).fromKeys.toComposite(keys)).toMatchObject({ id: "a1" });
  });
});

describe("a sweep", () => {
  let started: { id: string; at: number }[];
  const failures: unknown[] = [];
  let queries: number;
  beforeEach(() => {
    vi.useFakeTimers({ now: NOW });
    started = [];
    failures.length = 0;
    queries = 0;
  });
  afterEach(() => vi.useRealTimers());

  /** Sweeps pages of ids by shard. */
  async function sweep(pages: Record<string, string[][]>, more: Partial<Sweep<string>> = {}) {
    const done = sweepDue<string>({
      clock: { now: () => Date.now() },
      deadline: NOW + 60_000,
      perSecond: 10,
      dueIn: (shard) => ({
        go: async (options) => {
          queries += 1;
          const { cursor } = options as { cursor: string | null };
          const page = Number(cursor ?? 0);
          const ids = pages[shard]?.[page] ?? [];
          const next = pages[shard]?.[page + 1] ? String(page + 1) : null;
          return { data: { Items: ids.map((pk) => ({ pk })) }, cursor: next };
        },
      }),
      idOf: ({ pk = "" }) => pk,
      handle: async (id) => {
        started.push({ id, at: Date.now() - NOW });
      },
      failed: (id, error) => failures.push([id, (error as Error).message]),
      ...more,
    });
    await vi.runAllTimersAsync();
    return done;
  }

  const ids = (count: number, prefix = "i") => Array.from({ length: count }, (_, n) => `${prefix}${n}`);

  it("reads each shard once when nothing is due", async () => {
    expect(await sweep({})).toEqual({ handled: 0, failed: 0, left: false });
    expect(queries).toBe(SHARDS.length);
  });

  it("reads page by page, and a page of each shard in turn", async () => {
    const pages = { "2": [ids(2, "a"), ids(2, "b")], "5": [ids(2, "c")] };
    expect(await sweep(pages)).toEqual({ handled: 6, failed: 0, left: false });
    expect(queries).toBe(SHARDS.length + 1);
    expect(started.slice(-2).map(({ id }) => id)).toEqual(["b0", "b1"]);
  });

  it("goes on after an error, which it logs", async () => {
    const handle = (id: string) =>
      id === "i1" ? Promise.reject(new Error("It is broken.")) : Promise.resolve();
    expect(await sweep({ "0": [ids(3)] }, { handle })).toEqual({ handled: 2, failed: 1, left: false });
    expect(failures).toEqual([["i1", "It is broken."]]);
  });

  it("starts at most so many items a second, and not all at the same distance", async () => {
    await sweep({ "0": [ids(50)] }, { perSecond: 5 });
    const gaps = started.slice(1).map(({ at }, index) => at - (started[index]?.at ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(99);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(301);
    expect(new Set(gaps).size).toBeGreaterThan(5);
    // The jitter does not add up: 49 slots later the last one starts.
    expect(Math.abs((started.at(-1)?.at ?? 0) - 49 * 200)).toBeLessThanOrEqual(100 + 49);
  });

  it("does not wait for a slow item, but has ten in hand at most", async () => {
    let inHand = 0;
    let most = 0;
    const handle = async () => {
      inHand += 1;
      most = Math.max(most, inHand);
      await new Promise((resolve) => setTimeout(resolve, 10_000));
      inHand -= 1;
    };
    expect(await sweep({ "0": [ids(25)] }, { handle })).toMatchObject({ handled: 25 });
    expect(most).toBe(10);
  });

  it("starts nothing after its deadline, and says that items are left", async () => {
    const pages = { "0": [ids(100), ids(100, "more")] };
    const done = await sweep(pages, { deadline: NOW + 2000 });
    expect(done).toMatchObject({ failed: 0, left: true });
    expect(done.handled).toBe(started.length);
    expect(started.length).toBeGreaterThan(10);
    expect(Math.max(...started.map(({ at }) => at))).toBeLessThan(2000);
  });
});

it("a scheduled run starts nothing in the last third of its function's time", () => {
  expect(refundSweep.target.timeoutSeconds).toBe(60);
  expect(deadlineOf({ clock: { now: () => NOW } }, refundSweep)).toBe(NOW + 40_000);
});

it("ids are spread over all shards", () => {
  const all = "0123456789ABCDEFGHJKMNPQRSTVWXYZ".split("").map((last) => shardOf(`ord_${last}`));
  expect(new Set(all)).toEqual(new Set(SHARDS));
});
