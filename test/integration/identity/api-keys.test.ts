import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { blueprint } from "@tradewind/blueprint";
import { Client, TestShop } from "../../support/shop.ts";

let shop: TestShop;
let admin: Client;
let sku: string;
beforeAll(async () => {
  shop = await TestShop.open();
  await shop.stopSweeps();
  admin = await shop.admin();
  sku = await shop.variant();
});
afterAll(() => shop.stop());

const create = async (body: object) => (await admin.call("POST", "/admin/api-keys", { body })).body;
const as = (key: string) => new Client(shop.shop.url, key);
const minutes = (count: number) => shop.clock?.advance(count * 60_000);

describe("an API key", () => {
  it("opens exactly the routes of its scopes", async () => {
    const { key } = await create({ name: "Warehouse", scopes: ["stock.read"] });
    const answers = await Promise.all(
      blueprint.api.routes
        .filter(({ auth }) => auth !== "none" && auth !== "optional")
        .map(async ({ method, path, auth }) => {
          const { status } = await as(key).call(method, path.replaceAll(/\{\w+\}/g, "x-1"));
          const granted = typeof auth === "object" && auth.permission === "stock.read";
          return [`${method} ${path}`, granted ? status !== 403 && status < 500 : status === 403];
        }),
    );
    expect(answers.filter(([, right]) => right !== true)).toEqual([]);
    expect((await as(key).get(`/admin/stock/${sku}`)).status).toBe(200);
  });

  it("is shown once and stored as a hash, and the audit log has its changes under its id", async () => {
    const made = await create({ name: "ERP", scopes: ["stock.read", "stock.change"], requestsPerMinute: 50 });
    expect(made).toMatchObject({ id: expect.stringMatching(/^key_/), name: "ERP", requestsPerMinute: 50 });
    const secret = made.key.split(".")[2];
    const { body } = await admin.get("/admin/api-keys");
    expect(body.items.map(({ id }: { id: string }) => id)).toContain(made.id);
    const { Items } = await shop.shop.cloud.call("dynamodb", "Scan", {
      TableName: (shop.shop.links.get("Commerce") as { name: string }).name,
    });
    for (const text of [JSON.stringify(body), JSON.stringify(Items)]) expect(text).not.toContain(secret);
    const changed = await as(made.key).call("PUT", `/admin/stock/${sku}`, { body: { available: 3 } });
    expect(changed.status).toBe(200);
    const audit = await admin.get("/admin/audit");
    const entry = { actor: made.id, action: "SetStock", outcome: "done" };
    expect(audit.body.items).toContainEqual(expect.objectContaining(entry));
  });

  it("works for a day beside its replacement, and stops a minute after it is revoked", async () => {
    const { id, key: old } = await create({ name: "PIM", scopes: ["stock.read"] });
    const works = async (key: string) => (await as(key).get(`/admin/stock/${sku}`)).status;
    const { key } = (await admin.call("POST", `/admin/api-keys/${id}/rotation`)).body;
    expect([await works(old), await works(key)]).toEqual([200, 200]);
    // The admin's token lasts an hour, so the admin signs in again.
    minutes(24 * 60 + 1);
    expect([await works(old), await works(key)]).toEqual([401, 200]);
    const later = await shop.admin();
    expect((await later.call("DELETE", `/admin/api-keys/${id}`)).status).toBe(204);
    expect((await later.call("DELETE", `/admin/api-keys/${id}`)).body.code).toBe("api_key.not_found");
    expect((await later.call("POST", `/admin/api-keys/${id}/rotation`)).body.code).toBe("api_key.not_found");
    minutes(1);
    expect(await works(key)).toBe(401);
    for (const wrong of [`${key}x`, "key.x.y", key.replace(/\.[^.]*$/, `.${"A".repeat(43)}`)])
      expect(await works(wrong)).toBe(401);
    admin = later;
  });

  it("is throttled at its own limit, with the time of the next attempt", async () => {
    const { key } = await create({ name: "Busy", scopes: ["stock.read"], requestsPerMinute: 3 });
    const other = await create({ name: "Calm", scopes: ["stock.read"], requestsPerMinute: 3 });
    const path = `/admin/stock/${sku}`;
    const answers = await Promise.all(Array.from({ length: 5 }, () => as(key).get(path)));
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 200, 200, 429, 429]);
    const refused = answers.find(({ status }) => status === 429);
    expect(refused?.body.code).toBe("throttled");
    expect(Number(refused?.headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await as(other.key).get(path)).status).toBe(200);
    minutes(1);
    expect((await as(key).get(path)).status).toBe(200);
  });

  it("is refused with a scope that keys cannot have, or without any scope", async () => {
    for (const scopes of [["api-keys.manage"], ["audit.read"], []]) {
      const { status } = await admin.call("POST", "/admin/api-keys", { body: { name: "Sly", scopes } });
      expect([scopes, status]).toEqual([scopes, 400]);
    }
  });
});
