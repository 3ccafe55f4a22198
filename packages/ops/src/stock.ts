/** The command that recounts the stock against the orders. */

import type { AuditedOrder } from "@tradewind/commerce/inventory";
import * as Inventory from "@tradewind/commerce/inventory";
import type { Order } from "@tradewind/commerce/orders";
import * as Orders from "@tradewind/commerce/orders";
import type { Context } from "@tradewind/commerce/platform/context";
import type { Command } from "./command.ts";

const PAGE = 100;

async function* auditedOrders(): AsyncGenerator<AuditedOrder> {
  let cursor: string | undefined;
  do {
    const page = await Orders.list({ limit: PAGE, cursor });
    for (const order of page.orders) yield auditedOrder(order);
    cursor = page.cursor;
  } while (cursor);
}

/** The allocations without those of an undo that are on sale again, less the returned units. */
function auditedOrder(order: Order): AuditedOrder {
  const { orderId, due, fulfilledAt, returns } = order;
  const back = (returns?.restocked ?? []).map((one) => ({ ...one, quantity: -one.quantity }));
  const allocations = [...Orders.unitsSold(order), ...back];
  return { orderId, allocations, sold: due === undefined ? fulfilledAt !== undefined : undefined };
}

export const stockCommands = (ctx: Context): Command[] => [
  {
    usage: "stock audit",
    about: "recounts every lot, on its own and against the orders; changes nothing",
    async run(_args, say) {
      const { skus, lots, units, findings } = await Inventory.audit(ctx, auditedOrders());
      for (const finding of findings) say(finding);
      say(`${skus} SKUs in ${lots} lots with ${units} units: ${findings.length} findings.`);
      return findings.length > 0 ? 1 : 0;
    },
  },
];
