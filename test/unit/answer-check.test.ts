import { describe, expect, it } from "vitest";
import { revokeApiKey } from "@tradewind/blueprint/areas/api-keys";
import { listAudit } from "@tradewind/blueprint/areas/audit";
import { getInvoice } from "@tradewind/blueprint/areas/invoices";
import { getOrder, placeOrder } from "@tradewind/blueprint/areas/orders";
import { routes } from "@tradewind/blueprint/routes";
import { answerCheck, answerChecks } from "@tradewind/dev/runtime/answer-check";

const USD = (amount: number) => ({ amount, currency: "USD" });
const line = { sku: "A-1", productId: "p", name: "Pan", options: {}, quantity: 1 };
const order = {
  id: "ord_01JD0000000000000000000000",
  status: "PENDING",
  placedAt: "2026-11-30T00:00:00.000Z",
  updatedAt: "2026-11-30T00:00:00.000Z",
  lines: [{ ...line, unitPrice: USD(1000), total: USD(1000) }],
  totals: { subtotal: USD(1000), shipping: USD(0), total: USD(1000) },
  shippingAddress: { name: "A", line1: "1 Road", city: "Town", postalCode: "12345", country: "US" },
  shippingMethod: "standard",
  payment: { brand: "visa", last4: "4242" },
};

const json = (body: object, status = 200) => ({
  status,
  contentType: status < 300 ? "application/json" : "application/problem+json",
  body: JSON.stringify(body),
});
const problem = { type: "about:blank", title: "No such order.", status: 404, code: "order.not_found" };

describe("the check of an answer", () => {
  const check = answerCheck(getOrder);
  const [first] = order.lines;

  it("passes what the route declares", () => {
    expect(check(json(order))).toBeUndefined();
    expect(check(json({ ...problem, instance: "/orders/1", correlationId: "c-1" }, 404))).toBeUndefined();
  });

  it.each([
    ["lacks a member", { ...order, totals: { subtotal: USD(1), total: USD(1) } }, "/totals/shipping: "],
    ["has a member of another type", { ...order, updatedAt: 1 }, "/updatedAt: "],
    ["has one member too many", { ...order, customerId: "c" }, "/customerId: not declared"],
    [
      "has one too many far below",
      { ...order, lines: [first, { ...first, total: { ...USD(1), "a/b": 1 } }] },
      "/lines/1/total/a~1b: not declared",
    ],
    ["is no object", [order], "the body: "],
  ])("finds an answer that %s", (_case, body, mismatch) => {
    expect(check(json(body))).toMatch(mismatch);
  });

  it("finds statuses, content types and codes that are not declared", () => {
    expect(check(json(order, 201))).toBe("the status 201 is not declared");
    expect(check({ ...json(order), contentType: "text/plain" })).toMatch("the content type is text/plain");
    expect(check({ ...json(problem, 404), contentType: "application/json" })).toMatch("the content type is");
    expect(check(json({ ...problem, code: "cart.not_found" }, 404))).toMatch("/code: ");
    expect(check(json(problem, 409))).toBe("/status: 404 in an answer of 409");
    expect(check(json({ ...problem, errors: [{ pointer: "/body" }] }, 404))).toMatch("/errors/0/detail: ");
  });

  it("finds a problem without its facts, with wrong ones, and with any that are not its own", () => {
    const place = answerCheck(placeOrder);
    const conflict = (members: object) => place(json({ ...problem, status: 409, ...members }, 409));
    const changed = { code: "order.price_changed" };
    expect(conflict({ ...changed, totals: order.totals })).toBeUndefined();
    expect(conflict(changed)).toMatch("/totals: ");
    expect(conflict({ code: "order.out_of_stock", shortages: "lots" })).toMatch("/shortages: ");
    expect(conflict({ code: "cart.empty", totals: order.totals })).toBe("/totals: not declared");
    expect(conflict({ code: "cart.empty", number: "4242424242424242" })).toBe("/number: not declared");
    expect(place(json({ ...problem, code: "cart.empty" }, 404))).toMatch("/status: ");
  });

  it("finds a body where none is declared, and knows text", () => {
    const nothing = { status: 204, contentType: "application/json", body: "" };
    expect(answerCheck(revokeApiKey)(nothing)).toBeUndefined();
    expect(answerCheck(revokeApiKey)({ ...nothing, body: "{}" })).toMatch("there is a body");
    const page = { status: 200, contentType: "text/html; charset=utf-8", body: "<p>" };
    expect(answerCheck(getInvoice)(page)).toBeUndefined();
  });

  it("finds anything but a path's parameters in the target of an audited action", () => {
    const answered = (target: object) => {
      const facts = { action: "GetOrder", outcome: "done", correlationId: "c", actor: "a" };
      const entry = { id: "aud_01JD0000000000000000000000", at: order.placedAt, ...facts, target };
      return answerCheck(listAudit)(json({ items: [entry] }));
    };
    expect(answered({ id: order.id })).toBeUndefined();
    expect(answered({ id: order.id, body: { password: "p" } })).toMatch("/items/0/target/body: ");
  });

  it("finds the route of every request, a fixed path before one with a parameter", () => {
    const checked = answerChecks(routes);
    for (const { method, path, name } of routes) {
      const url = `${path.replaceAll(/\{\w+\}/g, "x.y-1")}?limit=1`;
      expect(checked(method, url, json({}, 418))?.route.name).toBe(name);
    }
    expect(checked("GET", "/_local/outbox", json({}))).toBeUndefined();
  });
});
