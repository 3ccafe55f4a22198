/**
 * Publishes an event once when a SKU becomes low, runs out, or is back. The stock record keeps the
 * level that was published last.
 */
import { stockBack, stockLow, stockOut } from "@tradewind/blueprint/areas/events";
import { afterwards } from "../platform/afterwards.ts";
import type { Context } from "../platform/context.ts";
import { publishWrite } from "../platform/messaging/index.ts";
import { isOpen } from "./policy.ts";
import { lotsOnHand, readStock, rewrite, type Stock, sumOf } from "./stock.ts";
import { LOW_AT, levelOf, lotKeys, rememberedRecord, type StockLevel } from "./stock-record.ts";

/** A remembered level is trusted for this long; the sweep finds a change that was missed. */
const TRUSTED_MS = 60_000;

/**
 * Reads the whole SKU after a hold if its lot has so few units left that the SKU may be low. The
 * SKU is low before every one of its lots is, so the first lot below its share triggers the check.
 * An error is left to the sweep, as the units are taken.
 */
export async function checkLevelAfterTaking(ctx: Context, sku: string, left: number): Promise<void> {
  const known = rememberedRecord(sku);
  const lots = known ? lotKeys(sku, known.record).length : 1;
  if (left > Math.floor((known?.record.lowAt ?? LOW_AT) / lots)) return;
  const trusted = known && known.at > ctx.clock.now() - TRUSTED_MS;
  if (trusted && known.record.level === "low" && left > 0) return;
  await publishLevel(ctx, sku);
}

/**
 * Reads the whole SKU after units came back to a lot that had few. An error is left to the sweep.
 */
export async function checkLevelAfterReturning(ctx: Context, sku: string, before: number): Promise<void> {
  if (before <= (rememberedRecord(sku)?.record.lowAt ?? LOW_AT)) await publishLevel(ctx, sku);
}

/**
 * Number of attempts. After that, the process that keeps changing the stock record publishes the
 * level.
 */
const ATTEMPTS = 3;

/** Publishes the level if it changed, after a change of the stock that is made. */
export async function publishLevel(ctx: Context, sku: string): Promise<void> {
  await afterwards(`Publishing the stock level of ${sku}`, async () => {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const stock = await readStock(sku, ctx.clock.now());
      if (!stock || (await publishLevelOf(ctx, stock))) return;
    }
  });
}

/**
 * Publishes the level if it changed.
 * @returns false when the stock record changed since it was read
 */
export async function publishLevelOf(ctx: Context, stock: Stock): Promise<boolean> {
  const { sku, record } = stock;
  const open = lotsOnHand(stock).filter((lot) => isOpen(lot, record, ctx.clock.now()));
  const available = sumOf(open, "available");
  const level = levelOf(available, record.lowAt);
  if (level === record.level) return true;
  const definition = eventFor(record.level, level);
  const furtherWrites = definition
    ? [publishWrite(ctx, definition, { sku, available, lowAt: record.lowAt })]
    : [];
  return rewrite(ctx, stock, { record: { level }, furtherWrites });
}

function eventFor(before: StockLevel, now: StockLevel) {
  if (now === "out") return stockOut;
  if (before === "out") return stockBack;
  return now === "low" ? stockLow : undefined;
}
