import * as z from "zod/mini";
import { isoTime } from "../language/schema.ts";

/**
 * The availability of a SKU for a shopper: in stock, to be ordered before it arrives, or sold out.
 */
export const offer = () => ({
  availability: z.enum(["in_stock", "backorder", "preorder", "out_of_stock"]),
  shipsFrom: z.optional(
    isoTime().check(z.describe("Backorder and preorder only: units ship from this time on.")),
  ),
});
