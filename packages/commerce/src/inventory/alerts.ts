/** Tells once when a SKU becomes low, runs out, or is back. The book keeps what was told last. */
import { stockBack, stockLow, stockOut } from "@tradewind/blueprint/areas/events";
import type { Context } from "../platform/context.ts";
import { publishWrite } from "../platform/messaging/index.ts";
import { levelOf, lotKeys, LOW_AT, remembered, type StockLevel } from "./book.ts";
import { isOpen } from "./policy.ts";
import { readStock, rewrite, shelved, type Stock, total } from "./stock.ts";

/** A remembered level is trusted for so long; a sweep finds what was missed. */
const TRUSTED_MS = 60_000;

/**
 * Looks at the whole SKU when the write of a hold left so little in its lot that the SKU may have become low. With several
 * lots it is low before each of them is, and looked at when the first has less than its share.
 */
export async function levelAfterTaking(ctx: Context, sku: string, left: number): Promise<void> {
  const known = remembered(sku);
  const lots = known ? lotKeys(sku, known.book).length : 1;
  if (left > Math.floor((known?.book.lowAt ?? LOW_AT) / lots)) return;
  const trusted = known && known.at > ctx.clock.now() - TRUSTED_MS;
  if (trusted && known.book.level === "low" && left > 0) return;
  await tellLevel(ctx, sku);
}

/** Looks at the whole SKU when units came back to a lot that had few. */
export async function levelAfterReturning(ctx: Context, sku: string, before: number): Promise<void> {
  if (before <= (remembered(sku)?.book.lowAt ?? LOW_AT)) await tellLevel(ctx, sku);
}

/** Others change the book at the same time. */
const ATTEMPTS = 3;

async function tellLevel(ctx: Context, sku: string): Promise<void> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const stock = await readStock(sku, ctx.clock.now());
    if (!stock || (await tellLevelOf(ctx, stock))) return;
  }
}

/** @returns false when the book was changed since it was read */
export async function tellLevelOf(ctx: Context, stock: Stock): Promise<boolean> {
  const { sku, book } = stock;
  const open = shelved(stock).filter((lot) => isOpen(lot, book, ctx.clock.now()));
  const available = total(open, "available");
  const level = levelOf(available, book.lowAt);
  if (level === book.level) return true;
  const definition = eventFor(book.level, level);
  const and = definition ? [publishWrite(ctx, definition, { sku, available, lowAt: book.lowAt })] : [];
  return rewrite(ctx, stock, { book: { level }, and });
}

function eventFor(before: StockLevel, now: StockLevel) {
  if (now === "out") return stockOut;
  if (before === "out") return stockBack;
  return now === "low" ? stockLow : undefined;
}
