import * as z from "zod/mini";
import { isoTime } from "../language/schema.ts";

/** What a shopper is told of a SKU: it is there, it can be ordered although it is still to come, or it cannot be had. */
export const offer = () => ({
  availability: z.enum(["in_stock", "backorder", "preorder", "out_of_stock"]),
  shipsFrom: z.optional(
    isoTime().check(z.describe("Backorder and preorder only: units ship from this time on.")),
  ),
});
