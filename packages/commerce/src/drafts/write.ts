import { draftOffered } from "@tradewind/blueprint/areas/events";
import { DRAFT_DAYS } from "@tradewind/blueprint/ground/limits";
import type { Address } from "@tradewind/blueprint/language/schema";
import * as Catalog from "../catalog/index.ts";
import { addressee } from "../identity/index.ts";
import type { Demand } from "../inventory/index.ts";
import { priceOrder } from "../orders/index.ts";
import type { Context } from "../platform/context.ts";
import { asWrite, transact } from "../platform/dynamodb/transaction.ts";
import { DomainError } from "../platform/errors.ts";
import { publishWrite } from "../platform/messaging/index.ts";
import { DAY_SECONDS } from "../platform/time.ts";
import { type Draft, DraftEntity } from "./entity.ts";
import { read, view } from "./read.ts";

interface Content {
  lines: readonly Demand[];
  shippingAddress: Address;
  shippingMethod?: string | undefined;
  note?: string | undefined;
}

type Customer = { id: string } | { email: string };

/**
 * Creates a draft at today's prices and mails the customer.
 * @throws account.not_found, cart.sku_unknown, order.shipping_method_unknown,
 * order.shipping_unavailable
 */
export async function create(ctx: Context, { customer, ...content }: Content & { customer: Customer }) {
  const owner =
    "id" in customer
      ? { customerId: customer.id, email: await emailOf(customer.id) }
      : { email: customer.email };
  const email = owner.email.toLowerCase();
  return saveAndOffer(ctx, { ...owner, email, draftId: ctx.ids.next("drf"), version: 0 }, content);
}

/**
 * Replaces the content of a draft and mails the customer.
 * @throws draft.not_found, draft.changed, cart.sku_unknown, order.shipping_method_unknown,
 * order.shipping_unavailable
 */
export async function edit(
  ctx: Context,
  draftId: string,
  { version, ...content }: Content & { version: number },
) {
  const { customerId, email } = await read(ctx, draftId);
  return saveAndOffer(
    ctx,
    { ...(customerId !== undefined && { customerId }), email, draftId, version },
    content,
  );
}

/**
 * Writes the draft over the version it was made from, at today's prices, with the event that mails
 * the customer.
 */
async function saveAndOffer(
  ctx: Context,
  { version, ...owner }: Pick<Draft, "draftId" | "customerId" | "email" | "version">,
  { lines, note, ...delivery }: Content,
) {
  const sellables = await Catalog.sellables(lines.map(({ sku }) => sku));
  const wanted = lines.map(({ sku, quantity }) => ({ sku, name: sku, quantity }));
  const now = ctx.clock.now();
  const expiresAt = Math.floor(now / 1000) + DRAFT_DAYS * DAY_SECONDS;
  const draft: Draft = {
    ...owner,
    ...priceOrder(wanted, sellables, delivery),
    ...(note !== undefined && { note }),
    version: version + 1,
    updatedAt: new Date(now).toISOString(),
    expiresAt,
  };
  const { committed } = await transact([
    asWrite(
      DraftEntity.put(draft).where((found, { eq, notExists }) =>
        version === 0 ? notExists(found.version) : eq(found.version, version),
      ),
    ),
    publishWrite(ctx, draftOffered, {
      draftId: draft.draftId,
      until: new Date(expiresAt * 1000).toISOString(),
    }),
  ]);
  if (!committed) throw new DomainError("draft.changed");
  return view(draft);
}

/** @throws account.not_found */
async function emailOf(customerId: string): Promise<string> {
  const { email } = await addressee(customerId).catch((cause: unknown) => {
    const unknown = cause instanceof Error && cause.name === "UserNotFoundException";
    throw unknown ? new DomainError("account.not_found", { cause }) : cause;
  });
  return email;
}
