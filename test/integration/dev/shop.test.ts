import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Shop, startShop } from "../../../packages/dev/src/shop.ts";

describe("a shop without data folder", () => {
  let shop: Shop;
  const get = (path: string, init?: RequestInit) => fetch(`${shop.url}${path}`, init);

  beforeAll(async () => {
    shop = await startShop({ seed: false });
  });
  afterAll(() => shop.stop());

  test("answers its health and describes itself", async () => {
    expect(await (await get("/health")).json()).toEqual({ status: "ok" });
    const document = (await (await get("/openapi.json")).json()) as { openapi: string; paths: object };
    expect(document.openapi).toBe("3.1.0");
    expect(Object.keys(document.paths)).toContain("/orders/{id}/timeline");
  });
});
