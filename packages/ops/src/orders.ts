/** Commands about orders: those that nobody takes care of, and the cost of one. */
import { ORDER_OVERDUE_SECONDS } from "@tradewind/blueprint/ground/limits";
import * as Orders from "@tradewind/commerce/orders";
import { type Command, table } from "./command.ts";
import { showCost } from "./show-cost.ts";

const MINUTE_MS = 60_000;

const listStuck =
  (now: () => number): Command["run"] =>
  async (_args, say) => {
    const orders = await Orders.overdue(now() - ORDER_OVERDUE_SECONDS * 1000);
    const rows = orders.map(({ orderId, status, dueAt = "", history }) => [
      orderId,
      status,
      `${Math.floor((now() - Date.parse(dueAt)) / MINUTE_MS)} min`,
      history.at(-1)?.detail ?? "",
    ]);
    if (rows.length === 0) say("No order is overdue.");
    else for (const line of table([["order", "state", "overdue", "last"], ...rows])) say(line);
    return rows.length > 0 ? 1 : 0;
  };

export const orderCommands = (now: () => number, laptop?: string): Command[] => [
  {
    usage: "orders stuck",
    about: `lists orders that need a person, or that are overdue by more than ${ORDER_OVERDUE_SECONDS / 60} minutes`,
    run: listStuck(now),
  },
  {
    usage: "orders cost ID",
    about: "shows what a million orders like this one cost: metered on a laptop, by a model on a stage",
    run: showCost(laptop),
  },
];
