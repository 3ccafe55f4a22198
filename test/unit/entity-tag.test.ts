import { beforeAll, describe, expect, it } from "vitest";
import { getOrder } from "@tradewind/blueprint/areas/orders";
import { endpoint, log } from "@tradewind/lambda-kit";
import { callerHas, entityTagOf } from "@tradewind/lambda-kit/entity-tag";
import { lambdaContext, request } from "../support/endpoint-request.ts";

beforeAll(() => {
  log.setLogLevel("SILENT");
  return () => log.setLogLevel("INFO");
});

const order = { orderId: "ord_01K7Q2M9X4T6V8B0C2D4F6G8HJ", status: "PENDING" };

/** Asks for an order whose answer is `body`, by a caller that already has `ifNoneMatch`. */
async function ask(body: object, ifNoneMatch?: string) {
  const handler = endpoint(getOrder, async () => body as never);
  const headers = ifNoneMatch === undefined ? {} : { "If-None-Match": ifNoneMatch };
  const pathParameters = { id: order.orderId };
  return handler(request({ httpMethod: "GET", headers, pathParameters, body: null }), lambdaContext);
}

describe("an answer with an entity tag", () => {
  it("has the same tag while it is the same, and another one when it changed", async () => {
    const first = await ask(order);
    expect(first.statusCode).toBe(200);
    expect(first.headers?.["etag"]).toMatch(/^"[A-Za-z0-9_-]{22}"$/);
    expect((await ask(order)).headers?.["etag"]).toBe(first.headers?.["etag"]);
    expect((await ask({ ...order, status: "PAID" })).headers?.["etag"]).not.toBe(first.headers?.["etag"]);
  });

  it("is not sent again to a caller that has it", async () => {
    const tag = String((await ask(order)).headers?.["etag"]);
    const again = await ask(order, tag);
    expect(again).toMatchObject({ statusCode: 304, body: "", headers: { etag: tag } });
    const changed = await ask({ ...order, status: "PAID" }, tag);
    expect(changed.statusCode).toBe(200);
    expect(JSON.parse(changed.body)).toEqual({ ...order, status: "PAID" });
  });
});

describe("If-None-Match", () => {
  const tag = entityTagOf("{}");
  it.each([
    ["the tag", tag, true],
    ["a tag that a proxy made weak", `W/${tag}`, true],
    ["one of several tags", `"other", ${tag}`, true],
    ["any tag", "*", true],
    ["another tag", '"other"', false],
    ["the tag without its quotes", tag.slice(1, -1), false],
    ["no header", undefined, false],
  ])("names %s", (_, header, known) => {
    expect(callerHas(tag, header)).toBe(known);
  });
});
