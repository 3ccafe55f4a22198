/** Units of a return: those that may still be returned, and the lots to which they go back. */
import { describe, expect, it } from "vitest";
import { hasUnitsLeft, restockLots } from "../../packages/commerce/src/returns/rules.ts";

const from = (lot: number, quantity: number, sku = "A") => ({
  sku,
  location: "loc_main" as const,
  lot,
  quantity,
});

describe("the units of a return", () => {
  it("go back to the lots that gave them, as many as each gave", () => {
    const gave = [from(0, 2), from(1, 3), from(0, 4, "B")];
    expect(restockLots(gave, [], [{ sku: "A", quantity: 4 }])).toEqual([from(0, 2), from(1, 2)]);
    expect(
      restockLots(
        gave,
        [],
        [
          { sku: "B", quantity: 1 },
          { sku: "A", quantity: 1 },
        ],
      ),
    ).toEqual([from(0, 1, "B"), from(0, 1)]);
  });

  it("go back to a lot only as far as no earlier return has filled it", () => {
    const gave = [from(0, 4), from(1, 3), from(0, 9, "B")];
    const earlier = [from(0, 1), from(0, 2), from(1, 3), from(0, 9, "B")];
    expect(restockLots(gave, earlier.slice(0, 2), [{ sku: "A", quantity: 3 }])).toEqual([
      from(0, 1),
      from(1, 2),
    ]);
    expect(restockLots(gave, earlier, [{ sku: "A", quantity: 1 }])).toEqual([from(0, 1)]);
  });

  it("are at most those that were bought and that no other return claims", () => {
    const bought = [{ sku: "A", quantity: 3 }];
    const left = (quantity: number, sku = "A") => hasUnitsLeft(bought, { A: 1 }, [{ sku, quantity }]);
    expect([left(2), left(3), left(1, "B")]).toEqual([true, false, false]);
  });
});
