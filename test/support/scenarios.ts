/** Faults and answers that several scenarios share. */
import { AwsError, type Faults, NO_FAULTS } from "@tradewind/local-cloud";
import type { Answer, Client, TestShop } from "./shop.ts";

const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;

/**
 * The body of a successful answer. Any other answer is an error in the scenario, not the fault that
 * it shows.
 */
function bodyOf({ status, body }: Answer): Answer["body"] {
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

function timeOf({ clock }: TestShop): number {
  if (!clock) throw new Error("The shop is not on a virtual clock.");
  return clock.now();
}

export const stopSweeps = (shop: TestShop): Promise<void> => shop.stopSweeps();

/** Names of the events that the shop has told about an order. */
export async function eventTypesOf(orderId: string): Promise<string[]> {
  const { eventsAbout } = await import("@tradewind/commerce/platform/messaging");
  return (await eventsAbout(orderId)).map(({ type }) => type);
}
