import { type Random, seededRandom } from "@tradewind/local-cloud";
import type { Violation } from "../support/invariants.ts";
import { CARDS, type Client } from "../support/shop.ts";
import { hours, KillableShop, until, violationsIn } from "./killable-shop.ts";

const CUSTOMERS = 8;
const ORDERS = 20;
/** Cart, card and order: what an order takes at least. */
const REQUESTS_EACH = 3;
const ENDED = ["SHIPPED", "FAILED", "CANCELLED"];

export interface KilledShop {
  violations: Violation[];
  acknowledged: string[];
  statuses: string[];
}

/** Kills a shop, round after round, at random moments while customers order; then lets it come to rest. */
export async function killWhileOrdering(seed: number, rounds: number): Promise<KilledShop> {
  await using shop = new KillableShop();
  const random = seededRandom(seed);
  const acknowledged: string[] = [];
  await shop.start();
  const skus = await shop.stocked([30, 8, 4]);
  for (let round = 0; round < rounds; round += 1) {
    // An hour later nothing waits for a message that was in flight at the kill.
    if (round > 0) await shop.start(hours(round));
    const customers = await signIn(shop);
    const killAt = 1 + Math.floor(random.next() * ORDERS * REQUESTS_EACH);
    let answers = 0;
    let killing: Promise<void> | undefined;
    const answered = () => {
      answers += 1;
      if (answers === killAt) killing = shop.kill();
    };
    let open = ORDERS;
    await Promise.all(
      customers.map(async (customer, index) => {
        const choice = seededRandom(seed * 1000 + round * 100 + index);
        while (open-- > 0) {
          const id = await order(customer, skus, choice, answered).catch(() => undefined);
          if (id !== undefined) acknowledged.push(id);
        }
      }),
    );
    await (killing ?? shop.kill());
  }
  await shop.start(hours(rounds));
  const statuses = await atRest(await signIn(shop));
  await shop.kill();
  const known = { acknowledged, kills: rounds + 1 };
  return { violations: await violationsIn(shop.data, hours(rounds + 1), known), acknowledged, statuses };
}

function signIn(shop: KillableShop): Promise<Client[]> {
  return Promise.all(
    Array.from({ length: CUSTOMERS }, (_, index) => shop.customer(`buyer-${index}@example.com`)),
  );
}

/** The order's id once it was acknowledged. Rejects when the shop is gone. */
async function order(
  customer: Client,
  skus: readonly string[],
  random: Random,
  answered: () => void,
): Promise<string | undefined> {
  const sku = skus[Math.floor(random.next() * skus.length)] ?? "";
  const card = random.next() < 0.7 ? CARDS.approved : CARDS.declined;
  await customer.addToCart(sku, 1 + Math.floor(random.next() * 2));
  answered();
  const paymentToken = await customer.cardToken(card);
  answered();
  const { status, body } = await customer.order({ paymentToken });
  answered();
  return status === 201 ? String(body.id) : undefined;
}

/** Waits until every order has ended; in which states. */
async function atRest(customers: readonly Client[]): Promise<string[]> {
  const all: string[] = [];
  for (const customer of customers) {
    const statuses = await until(async () => {
      const { items } = (await customer.get("/orders?limit=100")).body as { items: { status: string }[] };
      return items.every(({ status }) => ENDED.includes(status)) && items.map(({ status }) => status);
    });
    all.push(...statuses);
  }
  return all;
}
