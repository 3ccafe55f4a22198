/** Helpers that several known faults share. */
import { AwsError, type Faults, NO_FAULTS } from "@tradewind/local-cloud";
import type { Answer, Client, TestShop } from "../../../support/shop.ts";

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/**
 * The body of a successful answer. Any other answer is an error in the scenario, not the fault that
 * it shows.
 */
export function bodyOf({ status, body }: Answer): Answer["body"] {
  if (status < 200 || status > 299) throw new Error(`Answered ${status}: ${JSON.stringify(body)}`);
  return body;
}

export const getBody = async (client: Client, path: string) => bodyOf(await client.get(path));

export const postBody = async (client: Client, path: string, body: object = {}) =>
  bodyOf(await client.call("POST", path, { body }));

/** The carrier reports each scan so much later than it would. */
export const lateScans = (delayMs: number): Faults => ({
  ...NO_FAULTS,
  onDelivery: ({ channel }) => (channel.endsWith(":CarrierScans") ? { copies: 1, delayMs } : undefined),
});

export const internalServerError = () =>
  new AwsError("InternalServerError", "Internal server error", { status: 500 });

/**
 * DynamoDB answers a function with its error 500 for two seconds, beginning with the function's
 * first call.
 */
export function twoBadSecondsFor(name: string, shop: TestShop): Faults {
  let from: number | undefined;
  return {
    ...NO_FAULTS,
    onCall: ({ service, caller }) => {
      if (service !== "dynamodb" || caller !== name) return undefined;
      const now = timeOf(shop);
      from ??= now;
      return now - from < 2 * SECOND ? { refuse: internalServerError() } : undefined;
    },
  };
}

export function timeOf({ clock }: TestShop): number {
  if (!clock) throw new Error("The shop is not on a virtual clock.");
  return clock.now();
}

export const stopSweeps = (shop: TestShop): Promise<void> => shop.stopSweeps();

/** Names of the events that the shop has told about an order. */
export async function eventTypesOf(orderId: string): Promise<string[]> {
  const { eventsAbout } = await import("@tradewind/commerce/platform/messaging");
  return (await eventsAbout(orderId)).map(({ type }) => type);
}

/** Aborts the execution that carries an order. */
export async function abortSagaOf({ shop }: TestShop, orderId: string): Promise<void> {
  const Orders = await import("@tradewind/commerce/orders");
  const executionArn = (await Orders.read(orderId))?.execution;
  await shop.cloud.call("states", "StopExecution", { executionArn });
}

/** Places an order whose saga does not start. */
export async function buyWithoutSaga(shop: TestShop, customer: Client): Promise<string> {
  const rule = { Name: "StartOrderSaga", EventBusName: "Events" };
  await shop.shop.cloud.call("events", "DisableRule", rule);
  const id = await customer.buy(await shop.variant());
  await shop.settle(0);
  await shop.shop.cloud.call("events", "EnableRule", rule);
  return id;
}

/** A return as it is stored: the customer who may read it is signed in for an hour only. */
export async function returnOf(orderId: string, returnId: string) {
  const { read } = await import("../../../../packages/commerce/src/returns/read.ts");
  return read(orderId, returnId);
}
