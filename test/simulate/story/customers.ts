import { type Answer, CARDS, type Client } from "../../support/shop.ts";
import type { SimulatedShop } from "../shop/simulated-shop.ts";
import { DAY, HOUR, MINUTE } from "../shop/time.ts";
import type { Assortment } from "./assortment.ts";
import type { Choices } from "./choices.ts";
import { lookAfterOrder, lookAfterReturn } from "./support.ts";

export interface Person {
  sim: SimulatedShop;
  client: Client;
  staff: Client;
  choices: Choices;
  assortment: Assortment;
}

/** Places a customer's orders over some days and lets each run its course. Returns their ids. */
export async function shopFor(person: Person, name: string, orders: number): Promise<string[]> {
  const { sim, choices } = person;
  const placed: string[] = [];
  const courses: Promise<void>[] = [];
  for (let number = 0; number < orders; number += 1) {
    // Some customers order at the same time.
    await sim.sleep(choices.happens(0.3) ? MINUTE : choices.between(0, 2 * DAY));
    const answer = await placeOrder(person, `${name}-${number}`);
    if (answer.status !== 201) continue;
    const id = String(answer.body.id);
    placed.push(id);
    courses.push(changeOfMind(person, id), lookAfterOrder(person, id), sendBack(person, id));
  }
  await Promise.all(courses);
  return placed;
}

async function placeOrder({ sim, client, choices, assortment }: Person, key: string): Promise<Answer> {
  const lines = choices.upTo(2);
  for (let line = 0; line < lines; line += 1) {
    const sku = choices.pick(assortment.skus);
    const quantity = choices.upTo(2);
    await sim.repeat(() => client.addToCart(sku, quantity));
  }
  const card = choices.happens(0.75) ? CARDS.approved : choices.pick(Object.values(CARDS));
  const token = await sim.repeat(() =>
    client.call("POST", "/payments/tokens", {
      body: { number: card, expMonth: 12, expYear: 2030, cvc: "123", holder: "Test" },
    }),
  );
  const paymentToken = String(token.body.token);
  const postalCode = choices.happens(0.05) ? "00000" : "12345";
  return sim.repeat(() => client.order({ key, paymentToken, postalCode }));
}

/** Some customers cancel, moments or days after the order. */
async function changeOfMind({ sim, client, choices }: Person, id: string): Promise<void> {
  if (!choices.happens(0.25)) return;
  await sim.sleep(choices.anyTime(50, 3 * DAY));
  await sim.repeat(() => client.call("POST", `/orders/${id}/cancel`));
}

/** Some customers send a part of their order back, and some want another variant for it. */
async function sendBack(person: Person, id: string): Promise<void> {
  const { sim, client, choices, assortment } = person;
  if (!choices.happens(0.5)) return;
  await sim.sleep(choices.between(2 * HOUR, 9 * DAY));
  const { body: order } = await sim.repeat(() => client.get(`/orders/${id}`));
  if (order.status !== "SHIPPED" && order.status !== "DELIVERED") return;
  const bought = order.lines as { sku: string; quantity: number }[];
  const lines = bought
    .filter((_, index) => index === 0 || choices.happens(0.5))
    .map(({ sku, quantity }) => {
      const other = assortment.exchangeFor.get(sku);
      const exchange = other !== undefined && choices.happens(0.6) ? { exchange: { sku: other } } : {};
      return { sku, quantity: choices.upTo(quantity), ...exchange };
    });
  const asked = await sim.repeat(() => client.requestReturn(id, lines, { key: `return-${id}` }));
  if (asked.status === 201) await lookAfterReturn(person, id, { id: String(asked.body.id), lines });
}
