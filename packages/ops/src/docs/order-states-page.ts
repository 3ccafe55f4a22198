import { type OrderMachine, orderMachine } from "@tradewind/blueprint/areas/order-states";

/** The page of the documentation about the life of an order, with its diagram. */
export function orderStatesPage({ start, states, transitions }: OrderMachine = orderMachine): string {
  const cell = (text: string) => text.replaceAll("|", "\\|");
  return [
    "# The states of an order",
    "",
    "Made by `npm run docs` from `packages/blueprint/src/areas/order-states.ts`, which the code and the database's conditions",
    "follow. Plain arrows are in the [requirements](requirements.md); a shop needs those marked `+` besides.",
    "",
    "```mermaid",
    "stateDiagram-v2",
    `    [*] --> ${start}`,
    ...transitions.map(({ from, to, origin }) => `    ${from} --> ${to}${origin === "shop" ? ": +" : ""}`),
    ...states.filter(({ rest }) => rest).map(({ status }) => `    ${status} --> [*]`),
    "```",
    "",
    "| state | what it means | may stay |",
    "|---|---|---|",
    ...states.map(({ status, meaning, rest }) => `| ${status} | ${cell(meaning)} | ${rest ? "yes" : "no"} |`),
    "",
    "| from | to | | why |",
    "|---|---|---|---|",
    ...transitions.map(
      ({ from, to, origin, why }) => `| ${from} | ${to} | ${origin === "shop" ? "+" : ""} | ${cell(why)} |`,
    ),
    "",
    "A change of state names the state that it leaves in the condition of its write, and commits with the event that tells",
    "of it. An order whose undoing has begun (`withdrawnAt`) moves forward no more.",
    "",
  ].join("\n");
}
