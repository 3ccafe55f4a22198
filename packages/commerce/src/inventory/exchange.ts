/** Units that change hands after an order is paid: more of one thing, less of another, in one transaction with the order. */
import type { Context } from "../platform/context.ts";
import { DomainError } from "../platform/errors.ts";
import { asWrite, type TransactionWrite } from "../platform/dynamodb/transaction.ts";
import { levelAfterReturning, levelAfterTaking } from "./alerts.ts";
import { returnSaleOperation, sellOperation } from "./lot.ts";
import { type Allocation, choose, type Demand } from "./rules.ts";
import { whereSold } from "./settle.ts";
import { isOpen } from "./policy.ts";
import { readStock } from "./stock.ts";

export interface Exchange {
  taken: readonly Allocation[];
  returned: readonly Allocation[];
}

/** Lots of these locations that have these units now. @throws stock.insufficient */
export async function findNow(
  ctx: Context,
  { sku, quantity }: Demand,
  locations: readonly string[],
): Promise<Allocation[]> {
  const now = ctx.clock.now();
  const stock = await readStock(sku, now);
  const open = stock?.lots.filter((lot) => isOpen(lot, stock.book, now)) ?? [];
  const chosen = choose(sku, quantity, open, locations);
  if (chosen) return chosen;
  const detail = `Where the order ships from, there are not ${quantity} more of ${sku}.`;
  throw new DomainError("stock.insufficient", { detail });
}

/** The writes that sell units to an order and take others back from it; a lot that lacks them refuses. */
export async function exchangeWrites(
  ctx: Context,
  orderId: string,
  { taken, returned }: Exchange,
): Promise<TransactionWrite[]> {
  const now = ctx.clock.now();
  const sold = await whereSold(ctx, returned);
  return [
    ...taken.map((one) => asWrite(sellOperation(one, one.quantity))),
    ...sold.map((one) => asWrite(returnSaleOperation(one, orderId, one.quantity, now))),
  ];
}

/** Tells what an exchange has made of the levels. */
export async function tellExchanged(ctx: Context, { taken, returned }: Exchange): Promise<void> {
  for (const { sku } of taken) await levelAfterTaking(ctx, sku, 0);
  for (const { sku } of returned) await levelAfterReturning(ctx, sku, 0);
}
