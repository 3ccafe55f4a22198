/** The command that shows the receipt of one order. */
import { cost } from "@tradewind/commerce/order-cost";
import { DomainError } from "@tradewind/commerce/platform/errors";
import { eventsAbout } from "@tradewind/commerce/platform/messaging";
import { type Command, Refused } from "./command.ts";
import { parts } from "./cost/parts.ts";
import { dollarsOf, pricesOf, receiptOf } from "./cost/receipt.ts";
import { summed, type Usage } from "./metering/usage.ts";

/** @param laptop the URL of the shop, if it runs on this machine: it has metered its calls */
export const showCost =
  (laptop?: string): Command["run"] =>
  async ([id = ""], say) => {
    const metered = laptop === undefined ? [] : await meteredCalls(laptop, id);
    for (const line of metered.length > 0 ? meteredLines(metered) : await modelLines(id)) say(line);
    return 0;
  };

/** The calls that the requests about an order have caused. An event names the request that did. */
async function meteredCalls(laptop: string, orderId: string): Promise<Usage[]> {
  const requests = new Set((await eventsAbout(orderId)).map(({ causationId }) => causationId));
  const receipts = await Promise.all(
    [...requests].map(async (request) => {
      const answer = await fetch(`${laptop}/_local/receipts/${encodeURIComponent(request)}`);
      return answer.ok ? ((await answer.json()) as { items: Usage[] }).items : [];
    }),
  );
  return summed(receipts.flat());
}

function meteredLines(usage: readonly Usage[]): string[] {
  const receipt = receiptOf(usage);
  return [
    `metered since this start of the shop, in dollars for a million such orders, at the prices of ${pricesOf()}`,
    ...receipt
      .filter(({ dollarsPerMillion }) => dollarsPerMillion > 0)
      .map(({ service, operation, caller = "AWS", calls, dollarsPerMillion }) =>
        line(dollarsPerMillion, `${service} ${operation}, ${caller}: ${Math.round(calls * 100) / 100}`),
      ),
    ...parts.map(({ name }) => line(dollarsOf(receipt, name), `in total, ${name}`)),
  ];
}

async function modelLines(id: string): Promise<string[]> {
  const { items, platform, mail, pricesOf } = await cost(id).catch((error: unknown) => {
    throw error instanceof DomainError ? new Refused(`There is no order ${id}.`) : error;
  });
  return [
    `by a model of its steps, in dollars for a million such orders, at the prices of ${pricesOf}`,
    ...items.map(({ name, count, dollarsPerMillion }) => line(dollarsPerMillion, `${count} x ${name}`)),
    line(mail, "in total, mail"),
    line(platform, "in total, order"),
  ];
}

const line = (dollars: number, what: string) => `${dollars.toFixed(2).padStart(10)}  ${what}`;
