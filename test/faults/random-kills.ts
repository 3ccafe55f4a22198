import { type Random, seededRandom } from "@tradewind/local-cloud";
import type { Violation } from "../support/invariants.ts";
import { CARDS, type Client } from "../support/shop.ts";
import { hours, KillableShop, violationsIn, waitFor } from "./killable-shop.ts";

const CUSTOMERS = 8;
const ORDERS = 20;
/** An order takes at least three requests: cart, card and order. */
const REQUESTS_EACH = 3;
const ENDED = ["SHIPPED", "FAILED", "CANCELLED"];

export interface KilledShop {
  violations: Violation[];
  acknowledged: string[];
  statuses: string[];
}

/**
 * Kills a shop at random moments while customers order, for `rounds`; then waits until it is at
 * rest.
 */
export async function killWhileOrdering(seed: number, rounds: number): Promise<KilledShop> {
  await using shop = new KillableShop();
  const random = seededRandom(seed);
  const acknowledged: string[] = [];
  await shop.start();
  const skus = await shop.stockSkus([30, 8, 4]);
  for (let round = 0; round < rounds; round += 1) {
    // After an hour, messages that were in flight at the kill are visible again.
    if (round > 0) await shop.start(hours(round));
    const customers = await signIn(shop);
    const killAt = 1 + Math.floor(random.next() * ORDERS * REQUESTS_EACH);
    let answers = 0;
    let killing: Promise<void> | undefined;
    const onAnswer = () => {
      answers += 1;
      if (answers === killAt) killing = shop.kill();
    };
    let open = ORDERS;
    await Promise.all(
      customers.map(async (customer, index) => {
        const choice = seededRandom(seed * 1000 + round * 100 + index);
        while (open-- > 0) {
          const id = await order(customer, skus, choice, onAnswer).catch(unanswered);
          if (id !== undefined) acknowledged.push(id);
        }
      }),
    );
    await (killing ?? shop.kill());
  }
  await shop.start(hours(rounds));
  const statuses = await awaitEnds(await signIn(shop));
  await shop.kill();
  const known = { acknowledged, kills: rounds + 1 };
  return { violations: await violationsIn(shop.data, hours(rounds + 1), known), acknowledged, statuses };
}

function signIn(shop: KillableShop): Promise<Client[]> {
  return Promise.all(
    Array.from({ length: CUSTOMERS }, (_, index) => shop.customer(`buyer-${index}@example.com`)),
  );
}

/** Places an order and returns its id if it was acknowledged. Rejects when the shop is gone. */
async function order(
  customer: Client,
  skus: readonly string[],
  random: Random,
  onAnswer: () => void,
): Promise<string | undefined> {
  const sku = skus[Math.floor(random.next() * skus.length)] ?? "";
  const card = random.next() < 0.7 ? CARDS.approved : CARDS.declined;
  await customer.addToCart(sku, 1 + Math.floor(random.next() * 2));
  onAnswer();
  const paymentToken = await customer.cardToken(card);
  onAnswer();
  const { status, body } = await customer.order({ paymentToken });
  onAnswer();
  // The next order leaves out what is out of stock.
  for (const short of body.shortages ?? []) await customer.call("DELETE", `/cart/items/${short.sku}`);
  return status === 201 ? String(body.id) : undefined;
}

/** Waits until every order has ended and returns the statuses. */
async function awaitEnds(customers: readonly Client[]): Promise<string[]> {
  const all: string[] = [];
  for (const customer of customers) {
    const statuses = await waitFor(async () => {
      const { items } = (await customer.get("/orders?limit=100")).body as { items: { status: string }[] };
      return items.every(({ status }) => ENDED.includes(status)) && items.map(({ status }) => status);
    });
    all.push(...statuses);
  }
  return all;
}

/** The shop was killed before it answered; an answer that is not as declared is no such case. */
function unanswered(error: unknown): undefined {
  if (error instanceof Error && / answered \d{3}: /.test(error.message)) throw error;
}
