import { type OrderMachine, orderMachine } from "@tradewind/blueprint/areas/order-states";

/** The page `docs/order-states.md`: the states of an order, with a diagram. */
export function orderStatesPage({ start, states, transitions }: OrderMachine = orderMachine): string {
  const cell = (text: string) => text.replaceAll("|", "\\|");
  return [
    "# The states of an order",
    "",
    "`npm run docs` generates this page from `packages/blueprint/src/areas/order-states.ts`. The code and",
    "the database's conditions follow that file. The [requirements](requirements.md) name the transitions",
    "without a mark; the shop adds those with a `+`.",
    "",
    "FULFILLED means paid and not yet sent; in Shopify, for example, a fulfilled order has shipped.",
    "",
    "```mermaid",
    "stateDiagram-v2",
    `    [*] --> ${start}`,
    ...transitions.map(({ from, to, origin }) => `    ${from} --> ${to}${origin === "shop" ? ": +" : ""}`),
    ...states.filter(({ rest }) => rest).map(({ status }) => `    ${status} --> [*]`),
    "```",
    "",
    "| state | meaning | may stay |",
    "|---|---|---|",
    ...states.map(({ status, meaning, rest }) => `| ${status} | ${cell(meaning)} | ${rest ? "yes" : "no"} |`),
    "",
    "| from | to | | why |",
    "|---|---|---|---|",
    ...transitions.map(
      ({ from, to, origin, why }) => `| ${from} | ${to} | ${origin === "shop" ? "+" : ""} | ${cell(why)} |`,
    ),
    "",
    "Each change of state is a conditional write: it requires the old state, and commits together with",
    "the event of the change. An order whose undo has begun (`withdrawnAt`) does not move forward, unless",
    "the carrier turns out to have a parcel of it before money or units were given back.",
    "",
  ].join("\n");
}
