import {
  type FaultRates,
  faultPlan,
  type InjectedFault,
  type Random,
  ROUGH_WEATHER,
  seededRandom,
} from "@tradewind/local-cloud";
import { tapBus } from "../support/bus-tap.ts";
import { countByStatus, type Violation, violations } from "../support/invariants.ts";
import { type Answer, CARDS, type Client, TestShop } from "../support/shop.ts";
import { mailsAtRisk } from "./mails-at-risk.ts";

export interface Storm {
  seed: number;
  rates?: FaultRates;
  customers?: number;
  ordersEach?: number;
  /** True if undos may run out of retries. */
  attention?: boolean;
}

export interface Aftermath {
  violations: Violation[];
  injected: readonly InjectedFault[];
  /** Number of orders by status. */
  statuses: Record<string, number>;
}

/** Longer than the saga tries an order in both directions, and longer than queues retry. */
const REST_MS = 6 * 60 * 60 * 1000;
/** Number of attempts that a shopper's app makes, and its wait between them. */
const CLIENT_TRIES = 40;
const CLIENT_WAIT_MS = 500;

type Repeat = (request: () => Promise<Answer>) => Promise<Answer>;

/**
 * Lets customers order in a shop under faults and checks the invariants when the shop is at rest.
 */
export async function runStorm({
  seed,
  rates = ROUGH_WEATHER,
  customers = 8,
  ordersEach = 5,
  attention = false,
}: Storm): Promise<Aftermath> {
  const plan = faultPlan(seed, rates);
  plan.enabled = false;
  const shop = await TestShop.open({ faults: plan });
  try {
    const random = seededRandom(seed);
    const skus = await Promise.all([
      shop.variant({ stock: 40, lots: 3 }),
      shop.variant({ stock: 15, lots: 2 }),
      shop.variant({ stock: 12 }),
      shop.variant({ stock: 4 }),
    ]);
    // Customers order more of this SKU than there is, and it is restocked under faults.
    const promised = await shop.variant({ stock: 2 });
    const Inventory = await import("@tradewind/commerce/inventory");
    await Inventory.setPolicy(await shop.context(), promised, { policy: "backorder", limit: 8 });
    const staff = await shop.admin();
    const clients = await inTurn(customers, () => shop.customer());
    const seen = await tapBus(shop.shop);
    plan.enabled = true;
    const repeat: Repeat = (request) => repeated(shop, request);
    const shopping = clients.map((client, index) =>
      placeOrders(
        client,
        repeat,
        [...skus, promised],
        seededRandom(Math.floor(random.next() * 2 ** 32) + index),
        ordersEach,
      ),
    );
    const acknowledged = (await pumpClock(shop, Promise.all(shopping))).flat();
    const path = `/admin/stock/${promised}/adjustments`;
    const body = { reference: "box-1", quantity: 4, reason: "received" };
    const restock = () => staff.call("POST", path, { body });
    await pumpClock(shop, repeat(restock));
    await shop.settle(REST_MS);
    plan.enabled = false;
    const expectations = { acknowledged, seen: await seen(), repeatedMails: mailsAtRisk(plan), attention };
    return {
      violations: await violations(shop.shop, expectations),
      injected: plan.injected,
      statuses: await countByStatus(shop.shop),
    };
  } finally {
    await shop.stop();
  }
}

/** Places one customer's orders one after the other and returns the acknowledged ids. */
async function placeOrders(
  client: Client,
  repeat: Repeat,
  skus: readonly string[],
  random: Random,
  count: number,
): Promise<string[]> {
  const acknowledged: string[] = [];
  const pick = <T>(choices: readonly T[]) => choices[Math.floor(random.next() * choices.length)] as T;
  for (let number = 0; number < count; number += 1) {
    const lines = 1 + Math.floor(random.next() * 2);
    for (let line = 0; line < lines; line += 1) {
      const sku = pick(skus);
      const quantity = 1 + Math.floor(random.next() * 2);
      await repeat(() => client.addToCart(sku, quantity));
    }
    const card = random.next() < 0.6 ? CARDS.approved : pick(Object.values(CARDS));
    const token = await repeat(() =>
      client.call("POST", "/payments/tokens", {
        body: { number: card, expMonth: 12, expYear: 2030, cvc: "123", holder: "Test" },
      }),
    );
    const options = {
      key: `order-${number}`,
      paymentToken: String(token.body.token),
      ...(random.next() < 0.1 && { postalCode: "00000" }),
    };
    const order = await repeat(() => client.order(options));
    // The next order leaves out what is out of stock.
    for (const { sku } of order.body.shortages ?? [])
      await repeat(() => client.call("DELETE", `/cart/items/${sku}`));
    if (order.status !== 201) continue;
    acknowledged.push(String(order.body.id));
    if (random.next() < 0.15) {
      await repeat(() => client.call("POST", `/orders/${String(order.body.id)}/cancel`));
    }
  }
  return acknowledged;
}

/** Repeats a request as an app with a bad connection does, until a retry is no use. */
async function repeated({ shop }: TestShop, request: () => Promise<Answer>): Promise<Answer> {
  const { activity, clock } = shop.cloud.kernel;
  for (let attempt = 1; ; attempt += 1) {
    const answer = await request();
    const passing =
      answer.status >= 500 || answer.status === 429 || answer.body?.code === "idempotency.in_progress";
    if (!passing || attempt >= CLIENT_TRIES) return answer;
    await activity.sleep(clock, CLIENT_WAIT_MS);
  }
}

/** Advances the clock each time that work waits for it, until `work` is done. */
async function pumpClock<T>(shop: TestShop, work: Promise<T>): Promise<T> {
  const { activity } = shop.shop.cloud.kernel;
  const state = { done: false };
  const finished = work.finally(() => (state.done = true));
  // The promise is awaited below, after the loop.
  finished.catch(() => {});
  while (!state.done) {
    await activity.idle();
    const next = shop.clock?.nextTimer();
    if (activity.waiting && next !== undefined) shop.clock?.advanceTo(next);
    else await new Promise((resolve) => setImmediate(resolve));
  }
  return finished;
}

async function inTurn<T>(count: number, make: () => Promise<T>): Promise<T[]> {
  const made: T[] = [];
  for (let index = 0; index < count; index += 1) made.push(await make());
  return made;
}
