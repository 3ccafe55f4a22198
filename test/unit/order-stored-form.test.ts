/** The form in which an order is stored: small, and the same order when it is read. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  allocationsCodec,
  linesCodec,
  storedForm,
  totalsCodec,
} from "../../packages/commerce/src/orders/stored-form.ts";

const money = () => fc.record({ amount: fc.integer({ min: 0 }), currency: fc.constantFrom("USD", "JPY") });
const sku = () => fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$/);
const quantity = () => fc.integer({ min: 1, max: 99 });

const line = () =>
  fc.record({
    sku: sku(),
    productId: fc.uuid(),
    // A name may look like an amount.
    name: fc.oneof(fc.string(), fc.constant("100 USD")),
    options: fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.constant("100 USD"))),
    quantity: quantity(),
    unitPrice: money(),
    total: money(),
  });
const totals = () =>
  fc.record(
    { subtotal: money(), shipping: money(), total: money(), credit: money() },
    { requiredKeys: ["subtotal", "shipping", "total"] },
  );
const allocation = () =>
  fc.record({
    sku: sku(),
    location: fc.constantFrom("loc_main" as const, "loc_north" as const, "incoming" as const),
    lot: fc.nat(1000),
    quantity: quantity(),
  });

describe("an order that was stored and read", () => {
  it("has the same lines", () => {
    fc.assert(
      fc.property(fc.array(line()), (lines) => {
        expect(linesCodec.get(linesCodec.set(lines))).toEqual(lines);
      }),
    );
  });

  it("has the same totals", () => {
    fc.assert(
      fc.property(totals(), (sums) => {
        expect(totalsCodec.get(totalsCodec.set(sums))).toEqual(sums);
      }),
    );
  });

  it("has the same allocations", () => {
    fc.assert(
      fc.property(fc.array(allocation()), (all) => {
        expect(allocationsCodec.get(allocationsCodec.set(all))).toEqual(all);
      }),
    );
  });
});

it("an order is measured in its stored form, before its units are reserved and after", () => {
  const amount = { amount: 350, currency: "USD" };
  const order = { lines: [], totals: { subtotal: amount, shipping: amount, total: amount } } as never;
  const totals = { subtotal: "350 USD", shipping: "350 USD", total: "350 USD" };
  expect(storedForm(order)).toEqual({ lines: [], totals });
  const allocations = [{ sku: "MUG", location: "loc_main" as const, lot: 0, quantity: 2 }];
  expect(storedForm({ ...(order as object), allocations } as never)).toEqual({
    lines: [],
    totals,
    allocations: ["2 MUG loc_main/0"],
  });
});
