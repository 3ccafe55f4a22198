/** The command that lists orders which are overdue. */
import { DescribeExecutionCommand, ExecutionDoesNotExist, SFNClient } from "@aws-sdk/client-sfn";
import { ORDER_BOUND_SECONDS } from "@tradewind/blueprint/ground/limits";
import type { Order } from "@tradewind/commerce/orders";
import * as Orders from "@tradewind/commerce/orders";
import { type Command, table } from "./command.ts";

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

async function sagaStatus({ execution }: Order): Promise<string> {
  if (!execution?.startsWith("arn:")) return "none";
  const { status } = await sfn
    .send(new DescribeExecutionCommand({ executionArn: execution }))
    .catch((error: unknown) => {
      if (error instanceof ExecutionDoesNotExist) return { status: "forgotten" };
      throw error;
    });
  return status ?? "";
}

export const orderCommands = (now: () => number): Command[] => [
  {
    usage: "orders stuck",
    about: `lists orders open for more than ${ORDER_BOUND_SECONDS / 60} minutes, and the state of their sagas`,
    run: listStuck(now),
  },
];
