import { expect } from "vitest";
import type { TestShop } from "./shop.ts";

/** Lets the sweep of returns run once. */
export async function sweepReturns(shop: TestShop) {
  const Returns = await import("@tradewind/commerce/returns");
  return Returns.sweepReturns(await shop.context(), (item, error) =>
    expect.fail(`${JSON.stringify(item)}: ${String(error)}`),
  );
}

/** Lets days pass quickly, in a shop without schedules: the sweep runs when a return is due. */
export async function passDays(shop: TestShop, days: number): Promise<void> {
  const clock = shop.clock ?? expect.fail("The shop is on a virtual clock.");
  const until = clock.now() + days * 24 * 60 * 60_000;
  for (;;) {
    const next = Math.min(until, ...(await dueTimes(shop)));
    await shop.settle(Math.max(0, next - clock.now()));
    if (next === until) return clock.advanceTo(until);
    clock.advanceTo(Math.max(next, clock.now()));
    await sweepReturns(shop);
    await shop.settle(60_000);
  }
}

async function dueTimes({ shop }: TestShop): Promise<number[]> {
  const { entitiesOf } = await import("./invariants.ts");
  const returns = (await entitiesOf(shop)).get("return") ?? [];
  return returns.flatMap(({ dueAt }) => (dueAt === undefined ? [] : [Date.parse(dueAt as string)]));
}
