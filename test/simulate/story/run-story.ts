import type { InjectedFault } from "@tradewind/local-cloud";
import { mailsAtRisk } from "../../faults/mails-at-risk.ts";
import { countByStatus, type Violation, violations } from "../../support/invariants.ts";
import { SimulatedShop } from "../shop/simulated-shop.ts";
import { DAY } from "../shop/time.ts";
import { openAssortment, receive } from "./assortment.ts";
import { Choices } from "./choices.ts";
import { shopFor } from "./customers.ts";
import { failedWithoutReason, type Refusal, refusedWithoutReason } from "./reasons.ts";
import { lookAfterAttention, settleAttention } from "./support.ts";

const CUSTOMERS = 4;
const ORDERS_EACH = 4;
/** A return is requested within 12 days of the start, decided within 14 and received within 30. */
const STORY = 58 * DAY;

export interface Told {
  violations: Violation[];
  /** The faults that were injected: how many of each kind, and all if an invariant is violated. */
  faults: number;
  injected: readonly InjectedFault[];
  /** Calls to the processor and the carrier that were not answered. */
  incidents: readonly string[];
  /** Number of orders by status. */
  statuses: Record<string, number>;
  returns: Record<string, number>;
}

/** Tells the whole story of the shop of a seed, and checks the invariants at its end. */
export async function runStory(seed: number): Promise<Told> {
  const sim = await SimulatedShop.open(seed);
  try {
    return await tell(sim);
  } finally {
    await sim.shop.stop();
  }
}

async function tell(sim: SimulatedShop): Promise<Told> {
  const { shop, plan } = sim;
  const staff = await shop.admin();
  const assortment = await openAssortment(sim, staff);
  const clients = [];
  while (clients.length < CUSTOMERS) clients.push(await shop.customer());
  const end = sim.now + STORY;
  const refusals: Refusal[] = [];
  plan.enabled = true;
  const acknowledged = await sim.run(
    (async () => {
      const shopping = clients.map((client, index) => {
        const choices = new Choices(sim.random(`customer ${index}`));
        return shopFor({ sim, client, staff, choices, assortment, refusals }, String(index), ORDERS_EACH);
      });
      const [orders] = await Promise.all([
        Promise.all(shopping),
        restock(),
        lookAfterAttention({ sim, staff, choices: new Choices(sim.random("attention")) }, end),
        emptyQueues(),
      ]);
      return orders.flat();
    })(),
  );
  async function emptyQueues(): Promise<void> {
    while (sim.now < end) {
      await sim.sleep(5 * DAY);
      await sim.emptyQueues();
    }
  }
  async function restock(): Promise<void> {
    const choices = new Choices(sim.random("restock"));
    for (const reference of ["first", "second"]) {
      await sim.sleep(choices.between(DAY, 6 * DAY));
      const quantity = choices.upTo(5);
      await receive(sim, staff, assortment, { sku: assortment.promised, quantity, reference });
    }
  }
  // The weather is fair again: what is left over ends, or waits for a person.
  plan.enabled = false;
  for (const line of sim.lines) line.isBad = false;
  await sim.run(sim.sleep(2 * DAY));
  await sim.run(settleAttention(sim, staff));
  await sim.run(sim.sleep(DAY));
  await sim.emptyQueues();
  const { processor, carrier } = sim;
  const found = await violations(shop.shop, {
    acknowledged,
    seen: await sim.seen(),
    lostMails: sim.deadMails,
    repeatedMails: mailsAtRisk(plan),
    attention: true,
    received: assortment.received,
    pickedUp: carrier.pickedUp,
    processor: processor.books,
  });
  found.push(
    ...refusedWithoutReason(refusals),
    ...failedWithoutReason(await sim.stored("order"), await sim.stored("payment")),
  );
  return {
    violations: found,
    faults: plan.injected.length,
    injected: found.length > 0 ? plan.injected : [],
    incidents: sim.lines.flatMap(({ incidents }) => incidents),
    statuses: await countByStatus(shop.shop),
    returns: Object.fromEntries(
      [...Map.groupBy(await sim.stored("return"), ({ status }) => status)].map(([status, all]) => [
        status,
        all.length,
      ]),
    ),
  };
}
