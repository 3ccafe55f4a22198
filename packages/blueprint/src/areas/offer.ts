import * as z from "zod/mini";
import { isoTime, named } from "../language/schema.ts";

const availability = /* @__PURE__ */ named("Availability", () =>
  z.enum(["in_stock", "backorder", "preorder", "out_of_stock"]),
);

/**
 * The availability of a SKU for a shopper: in stock, to be ordered before it arrives, or sold out.
 */
export const offer = () => ({
  availability: availability(),
  shipsFrom: z.optional(
    isoTime().check(z.describe("Backorder and preorder only: units ship from this time on.")),
  ),
});
