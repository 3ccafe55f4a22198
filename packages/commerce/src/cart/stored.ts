import { CART_DAYS, GUEST_CART_DAYS } from "@tradewind/blueprint/ground/limits";
import type { Context } from "../platform/context.ts";
import { electroOptions } from "../platform/dynamodb/options.ts";
import { DomainError } from "../platform/errors.ts";
import { DAY_SECONDS, epochSeconds } from "../platform/time.ts";
import { CartEntity, type CartLine } from "./entity.ts";

/** A cart as it was read. */
export interface StoredCart {
  /** Id of the customer, or `guest_` with the hash of the guest's token. */
  customerId: string;
  lines: CartLine[];
  version: number;
}

interface Record {
  lines: CartLine[];
  version: number;
  expiresAt?: number | undefined;
}

const GUEST = "guest_";

export const guestId = (hash: string) => `${GUEST}${hash}`;
const isGuest = (customerId: string) => customerId.startsWith(GUEST);

/**
 * Reads a cart. A customer always has one, a guest only one that was opened.
 * @throws cart.not_found
 */
export async function read(ctx: Context, customerId: string): Promise<StoredCart> {
  const { data } = await CartEntity.get({ customerId }).go({ ...electroOptions, consistent: true });
  return asCart(ctx, customerId, data);
}

/**
 * Makes a cart of an item that was read. DynamoDB deletes an expired item within days; until then
 * it is skipped.
 * @throws cart.not_found
 */
export function asCart(ctx: Context, customerId: string, record: Record | null): StoredCart {
  const expired = (record?.expiresAt ?? Infinity) <= epochSeconds(ctx);
  if (isGuest(customerId) && (!record || expired)) throw new DomainError("cart.not_found");
  const lines = expired ? [] : (record?.lines ?? []);
  return { customerId, lines, version: record?.version ?? 0 };
}

/** Replaces the lines; refused if the cart changed since it was read. */
export function replaceOperation(
  ctx: Context,
  { customerId, version: before }: StoredCart,
  lines: CartLine[],
) {
  const days = isGuest(customerId) ? GUEST_CART_DAYS : CART_DAYS;
  return CartEntity.put({
    customerId,
    lines,
    version: before + 1,
    updatedAt: ctx.clock.now(),
    expiresAt: epochSeconds(ctx) + days * DAY_SECONDS,
  }).where(({ version }, { eq, notExists }) => (before === 0 ? notExists(version) : eq(version, before)));
}

/** Removes the cart; refused if it changed since it was read. */
export function removeOperation({ customerId, version: before }: StoredCart) {
  return CartEntity.remove({ customerId }).where(({ version }, { eq }) => eq(version, before));
}
