/**
 * Carts of people who have not signed in. The browser keeps a secret token; only its hash is
 * stored.
 */
import { createHash, randomBytes } from "node:crypto";
import type { Context } from "../platform/context.ts";
import { electroOptions } from "../platform/dynamodb/options.ts";
import { asWrite, transact } from "../platform/dynamodb/transaction.ts";
import { DomainError } from "../platform/errors.ts";
import { RACE_TRIES } from "../platform/races.ts";
import { mergeLines } from "./rules.ts";
import { guestId, read, removeOperation, replaceOperation } from "./stored.ts";
import { view } from "./view.ts";

const TOKEN_BYTES = 32;
/**
 * The context of the guest who holds the token. Guests act on their cart as customers do on theirs.
 */
export function asGuest(ctx: Context, token: string): Context {
  const id = guestId(createHash("sha256").update(token).digest("base64url"));
  return { ...ctx, actor: { kind: "anonymous", id } };
}

/** Opens an empty cart and returns it with its token. */
export async function openForGuest(ctx: Context) {
  const token = randomBytes(TOKEN_BYTES).toString("base64url");
  const empty = { customerId: asGuest(ctx, token).actor.id, lines: [], version: 0 };
  await replaceOperation(ctx, empty, []).go({ ...electroOptions, response: "none" });
  return { token, cart: view({ ...empty, version: 1 }) };
}

/**
 * Merges a guest's cart into the caller's and removes it, once however often it is called. The
 * quantities of a SKU add up, to the limits of a cart.
 * @throws cart.changed
 */
export async function merge(ctx: Context, token: string) {
  const guest = asGuest(ctx, token);
  for (const _ of RACE_TRIES) {
    const [mine, theirs] = await Promise.all([
      read(ctx, ctx.actor.id),
      read(ctx, guest.actor.id).catch(noCart),
    ]);
    if (!theirs) return view(mine);
    const lines = mergeLines(mine.lines, theirs.lines);
    const { committed } = await transact([
      asWrite(replaceOperation(ctx, mine, lines)),
      asWrite(removeOperation(theirs)),
    ]);
    if (committed) return view({ ...mine, lines, version: mine.version + 1 });
  }
  throw new DomainError("cart.changed");
}

/** Makes `undefined` of the failure that a cart does not exist: it was merged, or has expired. */
export function noCart(error: unknown): undefined {
  if (error instanceof DomainError && error.code === "cart.not_found") return undefined;
  throw error;
}
