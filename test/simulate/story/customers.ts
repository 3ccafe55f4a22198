import { type Answer, CARDS, type Client } from "../../support/shop.ts";
import type { SimulatedShop } from "../shop/simulated-shop.ts";
import { DAY, HOUR, MINUTE, SECOND } from "../shop/time.ts";
import type { Assortment } from "./assortment.ts";
import type { Choices } from "./choices.ts";
import type { Refusal } from "./reasons.ts";
import { lookAfterOrder, lookAfterReturn } from "./support.ts";

export interface Person {
  sim: SimulatedShop;
  client: Client;
  staff: Client;
  choices: Choices;
  assortment: Assortment;
  /** Filled by the story: lines and orders that the shop refused. */
  refusals: Refusal[];
}

/** Places a customer's orders over some days and lets each run its course. Returns their ids. */
export async function shopFor(person: Person, name: string, orders: number): Promise<string[]> {
  const { sim, choices } = person;
  const placed: string[] = [];
  const courses: Promise<void>[] = [];
  for (let number = 0; number < orders; number += 1) {
    // Some customers order at the same time.
    await sim.sleep(choices.happens(0.3) ? MINUTE : choices.between(0, 2 * DAY));
    const id = await placeOrder(person, `${name}-${number}`);
    if (id === undefined) continue;
    placed.push(id);
    courses.push(changeOfMind(person, id), lookAfterOrder(person, id), sendBack(person, id));
  }
  await Promise.all(courses);
  return placed;
}

/** Returns the id of the order, unless the shop refuses it. */
async function placeOrder(person: Person, key: string): Promise<string | undefined> {
  const { sim, client, choices, assortment } = person;
  const isDone = ({ status, body }: Answer) => {
    if (status >= 400) person.refusals.push({ key, code: String(body.code) });
    return status < 400;
  };
  const lines = choices.upTo(2);
  let filled = false;
  for (let line = 0; line < lines; line += 1) {
    const sku = choices.pick(assortment.skus);
    const quantity = choices.upTo(2);
    if (isDone(await sim.repeat(() => client.addToCart(sku, quantity)))) filled = true;
  }
  if (!filled) return undefined;
  const card = choices.happens(0.75) ? CARDS.approved : choices.pick(Object.values(CARDS));
  const token = await sim.repeat(() =>
    client.call("POST", "/payments/tokens", {
      body: { number: card, expMonth: 12, expYear: 2030, cvc: "123", holder: "Test" },
    }),
  );
  const paymentToken = String(token.body.token);
  const postalCode = choices.happens(0.05) ? "00000" : "12345";
  const answer = await sim.repeat(() => client.order({ key, paymentToken, postalCode }));
  return isDone(answer) ? String(answer.body.id) : undefined;
}

/** Some customers cancel: moments or days after the order, or because nothing happens to it. */
async function changeOfMind({ sim, client, choices }: Person, id: string): Promise<void> {
  const cancel = () => sim.repeat(() => client.call("POST", `/orders/${id}/cancel`));
  if (choices.happens(0.25)) {
    await sim.sleep(choices.anyTime(50, 3 * DAY));
    await cancel();
  } else if (choices.happens(0.5)) {
    await sim.sleep(choices.between(10 * SECOND, 25 * SECOND));
    const { body: order } = await sim.repeat(() => client.get(`/orders/${id}`));
    if (order.status === "PENDING") await cancel();
  }
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
