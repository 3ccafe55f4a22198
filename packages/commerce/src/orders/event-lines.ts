import type { OrderLine } from "./entity.ts";

/** The lines of an order as its events carry them. */
export const eventLines = (lines: readonly OrderLine[]) =>
  lines.map(({ sku, name, quantity, unitPrice }) => ({ sku, name, quantity, unitPrice }));
