/**
 * The steps of placing an order from its source, a cart or a draft: two reads and one write. The
 * write holds the idempotency record, the order, the emptied cart or removed draft, the spent token
 * and the event: all of them or none.
 */
import { createHash } from "node:crypto";
import { IDEMPOTENCY_HOURS } from "@tradewind/blueprint/ground/limits";
import * as Payments from "../payments/index.ts";
import type { Context } from "../platform/context.ts";
import { asBatchRead, type BatchRead, readBatch } from "../platform/dynamodb/batch-read.ts";
import { electroOptions } from "../platform/dynamodb/options.ts";
import {
  asWrite,
  type StoredItem,
  type TransactionWrite,
  transact,
} from "../platform/dynamodb/transaction.ts";
import { DomainError } from "../platform/errors.ts";
import { epochSeconds } from "../platform/time.ts";
import { IdempotencyEntity, type Order } from "./entity.ts";
import { newOrderWrites } from "./new-order.ts";
import { read } from "./read.ts";
import { view } from "./view.ts";

type View = ReturnType<typeof view>;

/** A request under an Idempotency-Key. The same key must come with the same request. */
interface KeyedRequest {
  identity: { customerId: string; key: string };
  requestHash: string;
}

/** An earlier request under the same key. */
interface EarlierRequest {
  requestHash: string;
  orderId: string;
}

/** @param request everything that the same key has to come with again, in a fixed order */
export const keyedRequest = (ctx: Context, key: string, request: readonly unknown[]): KeyedRequest => ({
  identity: { customerId: ctx.actor.id, key },
  requestHash: createHash("sha256").update(JSON.stringify(request)).digest("base64url"),
});

/** The source of an order and its means of payment, as they were read. */
interface Material {
  source: StoredItem | undefined;
  /** Undefined when the token cannot pay. */
  payment: Payments.PaymentMethod | undefined;
}

/**
 * Reads the idempotency record, the source of the order and the payment token in one round trip,
 * and has the order placed, unless an earlier request with the same key did: then its answer is
 * ours.
 * @throws the errors of `place`, idempotency.key_reused, idempotency.in_progress
 */
export async function placeOnce(
  ctx: Context,
  request: KeyedRequest,
  source: BatchRead,
  paymentToken: string,
  place: (material: Material) => Promise<View>,
): Promise<View> {
  const [idempotency, item, token] = await readBatch(
    [asBatchRead(IdempotencyEntity.get(request.identity)), source, Payments.tokenRead(paymentToken)],
    { consistent: true },
  );
  if (idempotency) return replay(request, IdempotencyEntity.parse({ Item: idempotency }).data);
  try {
    return await place({ source: item, payment: Payments.methodOf(ctx, token) });
  } catch (error) {
    // An equal request may have emptied the cart between our reads.
    const earlier = error instanceof DomainError ? await earlierRequest(request) : null;
    if (!earlier) throw error;
    return replay(request, earlier);
  }
}

async function earlierRequest({ identity }: KeyedRequest): Promise<EarlierRequest | null> {
  const { data } = await IdempotencyEntity.get(identity).go({ ...electroOptions, consistent: true });
  return data;
}

/**
 * The order of the earlier request with the same key, as that request was answered.
 * @throws idempotency.key_reused, idempotency.in_progress
 */
async function replay({ requestHash }: KeyedRequest, earlier: EarlierRequest | null) {
  if (!earlier) throw new DomainError("idempotency.in_progress");
  if (earlier.requestHash !== requestHash) throw new DomainError("idempotency.key_reused");
  const order = await read(earlier.orderId);
  if (!order) throw new DomainError("idempotency.in_progress");
  return view(asPlaced(order));
}

const asPlaced = ({ failure: _failure, trackingNumber: _trackingNumber, ...order }: Order): Order => ({
  ...order,
  ...order.edits?.placed,
  status: "PENDING",
  updatedAt: order.placedAt,
});

/** Positions of the conditional writes in the transaction; a refused one tells the reason. */
const WRITES = { idempotency: 0, source: 1, token: 2 } as const;

/**
 * Writes the order, unless a request with the same key was faster: then its answer is ours.
 * @param sourceWrite empties or removes the source; refused with the code `changed` when the source
 * changed since it was read
 * @throws payment.token_invalid, idempotency.key_reused, idempotency.in_progress, and `changed`
 */
export async function commitOrder(
  ctx: Context,
  request: KeyedRequest,
  order: Order,
  sourceWrite: TransactionWrite,
  changed: "cart.changed" | "draft.changed",
) {
  const { identity, requestHash } = request;
  const { orderId, payment } = order;
  const expiresAt = epochSeconds(ctx) + IDEMPOTENCY_HOURS * 3600;
  const result = await transact([
    asWrite(IdempotencyEntity.create({ ...identity, requestHash, orderId, expiresAt })),
    sourceWrite,
    Payments.spendTokenWrite(ctx, payment.token, orderId),
    ...newOrderWrites(ctx, order),
  ]).catch(throwInProgress);
  if (result.committed) return view(order);

  if (result.refused.includes(WRITES.idempotency)) return replay(request, await earlierRequest(request));
  if (result.refused.includes(WRITES.token)) throw invalidToken();
  throw new DomainError(changed);
}

/** A conflict with a concurrent transaction does not tell whether a request with this key won. */
function throwInProgress(error: unknown): never {
  if (error instanceof Error && error.name === "TransactionConflictException") {
    throw new DomainError("idempotency.in_progress", { cause: error });
  }
  throw error;
}

export const invalidToken = () =>
  new DomainError("payment.token_invalid", {
    violations: [{ pointer: "/body/paymentToken", detail: "Make a new token" }],
  });

/** The shopper has to see the new totals before ordering at them. */
export const priceChanged = ({ totals }: Pick<Order, "totals">) =>
  new DomainError("order.price_changed", { facts: { totals } });
