/** Commands about orders: those that nobody takes care of, and the cost of one. */
import { ORDER_OVERDUE_SECONDS } from "@tradewind/blueprint/ground/limits";
import * as Orders from "@tradewind/commerce/orders";
import { type Command, table } from "./command.ts";
import { showCost } from "./show-cost.ts";

const sfn = new SFNClient({});
const MINUTE_MS = 60_000;

const listStuck =
  (now: () => number): Command["run"] =>
  async (_args, say) => {
    const orders = await Orders.openSince(now() - ORDER_BOUND_SECONDS * 1000);
    // Orders that wait for stock may take long; the sweep checks their sagas.
    const late = orders.filter(({ status }) => status !== "AWAITING_STOCK");
    const rows = await Promise.all(
      late.map(async (order) => [
        order.orderId,
        order.status,
        `${Math.floor((now() - Date.parse(order.placedAt)) / MINUTE_MS)} min`,
        await sagaStatus(order),
        order.history.at(-1)?.detail ?? "",
      ]),
    );
    if (rows.length === 0) say("No order is overdue.");
    else for (const line of table([["order", "state", "age", "saga", "last"], ...rows])) say(line);
    return rows.length > 0 ? 1 : 0;
  };

export const orderCommands = (now: () => number, laptop?: string): Command[] => [
  {
    usage: "orders stuck",
    about: `lists orders open for more than ${ORDER_BOUND_SECONDS / 60} minutes, and the state of their sagas`,
    run: listStuck(now),
  },
  {
    usage: "orders cost ID",
    about: "shows what a million orders like this one cost: metered on a laptop, by a model on a stage",
    run: showCost(laptop),
  },
];
