/** Orders in situations that only a lost event, a death or a long time bring about. */
import { blueprint } from "@tradewind/blueprint";
import type { ParcelScan } from "@tradewind/commerce/logistics";
import type { Client, TestShop } from "./shop.ts";

const rule = ({ shop }: TestShop, action: "EnableRule" | "DisableRule") =>
  shop.cloud.call("events", action, { Name: "StartOrderSaga", EventBusName: "Events" });

/** Runs `work` while the events about orders start no saga. */
export async function withoutSagas<T>(shop: TestShop, work: () => Promise<T>): Promise<T> {
  await rule(shop, "DisableRule");
  const result = await work();
  await shop.settle(0);
  await rule(shop, "EnableRule");
  return result;
}

/** Places an order whose saga does not start. */
export const buyWithoutSaga = (shop: TestShop, customer: Client): Promise<string> =>
  withoutSagas(shop, async () => customer.buy(await shop.variant()));

/** Starts the saga of an order, as an event about it does. */
export async function startSaga({ shop }: TestShop, orderId: string): Promise<void> {
  const { arn: stateMachineArn } = shop.links.get("OrderSaga") as { arn: string };
  const input = JSON.stringify({ correlationId: "again", data: { orderId } });
  await shop.cloud.call("states", "StartExecution", { stateMachineArn, input });
}

/** Ends the wait of an order: it is due since so many milliseconds. */
export async function endWait({ clock }: TestShop, orderId: string, since = 1): Promise<void> {
  const { OrderEntity } = await import("../../packages/commerce/src/orders/entity.ts");
  const { dueFields } = await import("@tradewind/commerce/platform/due");
  await OrderEntity.patch({ orderId })
    .set(dueFields(orderId, (clock?.now() ?? 0) - since))
    .go();
}

/** The carrier reports a scan of the order's first parcel, as of `since` milliseconds from now. */
export async function scanFirstParcel(
  shop: TestShop,
  orderId: string,
  scan: ParcelScan["scan"],
  since = 0,
): Promise<void> {
  const { parcelSeen } = await import("@tradewind/commerce/orders/saga");
  const trackingNumber = orderId.replace("ord_", "trk_");
  const at = new Date((shop.clock?.now() ?? 0) + since).toISOString();
  await parcelSeen(await shop.context(), { orderId, trackingNumber, scan, at });
}

/** A person is called to the order, so that staff may undo or close it. */
export async function callPerson(shop: TestShop, orderId: string): Promise<void> {
  const { flagWrites } = await import("../../packages/commerce/src/orders/saga/flag-order.ts");
  const { transact } = await import("@tradewind/commerce/platform/dynamodb/transaction");
  const order = await (await import("@tradewind/commerce/orders")).read(orderId);
  if (!order) throw new Error(`There is no order ${orderId}.`);
  await transact(flagWrites(await shop.context(), order, "The test calls a person."));
}

/**
 * Lets the sagas of all orders go on until each order rests, waits for longer than `withinMs`, or
 * needs a person. The sweep runs only when an order is due, so that hours of retries pass quickly.
 */
export async function letSagasEnd(shop: TestShop, withinMs: number): Promise<void> {
  const { cloud } = shop.shop;
  const until = (shop.clock?.now() ?? 0) + withinMs;
  await withoutSchedules(shop, async () => {
    for (;;) {
      await shop.settle();
      const next = Math.min(...(await dueTimes(shop)));
      if (next > until) return;
      shop.clock?.advanceTo(next + 1);
      const sweep = cloud.lambda.invoke("SweepOrders", { at: new Date(next).toISOString(), run: "test" });
      // The sweep paces its starts by the shop's clock.
      await shop.settle();
      await sweep;
    }
  });
}

/** Times at which runs of the saga can take up orders: they are due, and nobody holds them. */
async function dueTimes({ shop }: TestShop): Promise<number[]> {
  const { entitiesOf } = await import("./invariants.ts");
  const orders = (await entitiesOf(shop)).get("order") ?? [];
  return orders
    .filter(({ due, status }) => due !== undefined && status !== "NEEDS_ATTENTION")
    .map(({ dueAt, leaseUntil = dueAt }) =>
      Math.max(...[dueAt, leaseUntil].map((time) => Date.parse(time as string))),
    );
}

/** Lets days pass quickly: the schedules rest for most of that time, and run at its end. */
export async function passTime(shop: TestShop, milliseconds: number): Promise<void> {
  const until = (shop.clock?.now() ?? 0) + milliseconds;
  await withoutSchedules(shop, async () => {
    await shop.settle(milliseconds);
    shop.clock?.advanceTo(until);
  });
  await shop.settle(2 * 60_000);
}

async function withoutSchedules(shop: TestShop, work: () => Promise<void>): Promise<void> {
  const { cloud } = shop.shop;
  const schedules = await Promise.all(
    blueprint.schedules.map(
      async ({ name: Name }) => (await cloud.call("scheduler", "GetSchedule", { Name })) as object,
    ),
  );
  const set = (State: string) =>
    Promise.all(
      schedules.map((schedule) => cloud.call("scheduler", "UpdateSchedule", { ...schedule, State })),
    );
  await set("DISABLED");
  await work();
  await set("ENABLED");
}

/** Ids of the open orders: the saga, or a person, still has work to do. */
export async function openOrders({ shop }: TestShop): Promise<string[]> {
  const { entitiesOf } = await import("./invariants.ts");
  const orders = (await entitiesOf(shop)).get("order") ?? [];
  return orders.filter((order) => order["due"] !== undefined).map((order) => String(order["orderId"]));
}
