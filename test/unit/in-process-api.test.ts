import { getEventListeners } from "node:events";
import { beforeAll, describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { getProductBySlug, listProducts } from "@tradewind/blueprint/areas/catalog";
import { getOrder } from "@tradewind/blueprint/areas/orders";
import { endpoint, log } from "@tradewind/lambda-kit";
import { inProcessApi } from "@tradewind/lambda-kit/in-process-api";

beforeAll(() => {
  log.setLogLevel("SILENT");
  return () => log.setLogLevel("INFO");
});

const anything = { 200: { description: "Anything.", body: () => z.unknown() } };
const api = inProcessApi([
  [listProducts, endpoint({ ...listProducts, responses: anything }, async ({ query }) => query)],
  [getProductBySlug, endpoint({ ...getProductBySlug, responses: anything }, async ({ params }) => params)],
]);

/** An API whose connection hangs until the test answers. */
function hanging() {
  let answer = () => {};
  const answered = new Promise<void>((resolve) => (answer = resolve));
  const route = { ...listProducts, responses: anything };
  const call = inProcessApi([[listProducts, endpoint(route, async () => answered)]]);
  return { call, answer };
}

describe("endpoints within one process", () => {
  it("get the query and the path's parameters, decoded", async () => {
    expect(await (await api("/products?category=kitchen&limit=3")).json()).toMatchObject({
      category: "kitchen",
      limit: 3,
    });
    expect(await (await api("/products/by-slug/copper%2Dkettle")).json()).toEqual({ slug: "copper-kettle" });
  });

  it("refuse a wrong request as they do behind the gateway", async () => {
    const refused = await api("/products?limit=many&limit=3");
    expect(refused.status).toBe(400);
    expect(await refused.json()).toMatchObject({ code: "request.invalid" });
  });

  it("are only those that were given", async () => {
    expect((await api("/orders")).status).toBe(404);
    expect((await api("/products/by-slug")).status).toBe(404);
  });

  it("are given up with the signal's reason when it aborts, as fetch does", async () => {
    const giveUp = new AbortController();
    const answer = hanging().call("/products", { signal: giveUp.signal });
    giveUp.abort(new Error("Too slow."));
    await expect(answer).rejects.toThrow("Too slow.");
  });

  it("are not asked when the signal has aborted before", async () => {
    let asked = false;
    const route = { ...listProducts, responses: anything };
    const call = inProcessApi([[listProducts, endpoint(route, async () => (asked = true))]]);
    const signal = AbortSignal.abort(new Error("Too late."));
    await expect(call("/products", { signal })).rejects.toThrow("Too late.");
    expect(asked).toBe(false);
  });

  it("leave nothing at a signal that does not abort", async () => {
    const { signal } = new AbortController();
    const { call, answer } = hanging();
    const answered = call("/products", { signal });
    expect(getEventListeners(signal, "abort")).toHaveLength(1);
    answer();
    expect((await answered).status).toBe(200);
    expect(getEventListeners(signal, "abort")).toEqual([]);
  });

  it("may not be routes that ask who calls", () => {
    const order = endpoint({ ...getOrder, responses: anything }, async () => ({}));
    expect(() => inProcessApi([[getOrder, order]])).toThrow("GetOrder is not open to everybody.");
  });
});
