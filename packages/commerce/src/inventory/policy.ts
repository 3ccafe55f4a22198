/**
 * What may be ordered of a SKU beyond its stock. Units that are still to come are in lots that lie nowhere yet: they are held,
 * committed and given back as any, so that no more of them are promised than the policy's limit.
 */
import type { StockPolicy } from "@tradewind/blueprint/areas/inventory";
import type { Context } from "../platform/context.ts";
import { DomainError } from "../platform/errors.ts";
import type { Book } from "./book.ts";
import { levelled } from "./levelled.ts";
import { emptyLot, INCOMING, isIncoming, type StockLot } from "./stock-lot.ts";
import { known, rewrite, shelved, total } from "./stock.ts";

/** What a book keeps; a SKU without cannot be ordered beyond its stock. */
export type Promising = Exclude<StockPolicy, { policy: "deny" }>;

/** Before this time (epoch milliseconds) nothing of the SKU is sent. */
export const opensAt = ({ policy }: Pick<Book, "policy">): number =>
  policy?.shipsFrom === undefined ? 0 : Date.parse(policy.shipsFrom);

/** Units of it can be held now; those that are to come, while there is a policy. */
export const isOpen = (lot: Pick<StockLot, "location" | "closedUntil">, book: Book, now: number): boolean =>
  isIncoming(lot) ? book.policy !== undefined : (lot.closedUntil ?? 0) <= now;

/** Promised to orders that are paid, or about to be. */
export const promised = (lots: readonly StockLot[]): number =>
  total(lots.filter(isIncoming), "reserved") + total(lots.filter(isIncoming), "sold");

/** What is promised already stays so. @throws stock.unknown_sku, stock.limit_promised, stock.changed */
export async function setPolicy(ctx: Context, sku: string, wanted: StockPolicy): Promise<void> {
  const stock = await known(ctx, sku);
  const policy = wanted.policy === "deny" ? undefined : wanted;
  const { book, lots } = stock;
  const incoming = lots.filter(isIncoming);
  const left = policy ? policy.limit - promised(lots) : 0;
  if (left < 0) throw new DomainError("stock.limit_promised", { facts: { promised: promised(lots) } });
  const closedUntil = opensAt({ policy });
  const opening = policy !== undefined && incoming.length === 0;
  const rewritten = await rewrite(ctx, stock, {
    changes: [
      ...levelled(incoming, left),
      ...shelved(stock).map((lot) => ({ lot, available: 0, closedUntil })),
    ],
    opened: opening ? [emptyLot({ sku, location: INCOMING, lot: book.next }, left)] : [],
    book: {
      policy,
      ...(opening && { lots: { ...book.lots, [INCOMING]: [book.next] }, next: book.next + 1 }),
    },
  });
  if (!rewritten) throw new DomainError("stock.changed");
}
