/** `npm run cost -- --stage NAME`: what a stage costs at rest by its settings, and a million orders as metered on the laptop. */
import { parseArgs } from "node:util";
import { costAtRest } from "@tradewind/ops/cost/cost-at-rest";
import { blueprint } from "@tradewind/blueprint";
import { stageOf } from "@tradewind/blueprint/derived/stages";
import { startShop } from "@tradewind/dev";
import { costOfOneOrder } from "./cost.ts";
import { say } from "./suite.ts";

const { values } = parseArgs({ options: { stage: { type: "string", default: "dev" } } });
const read = { memory: "from memory,", page: "read on" };
const stage = stageOf(blueprint, values.stage);

say(`The stage ${stage.name} at rest, in US dollars a month at the list prices of us-east-1`);
const lines = costAtRest(stage);
for (const { what, count, dollarsPerMonth, price } of lines) {
  say(`${dollarsPerMonth.toFixed(2).padStart(10)}  ${count} x ${what}`);
  say(
    `${" ".repeat(12)}$${price.dollars} per ${price.per}, ${read[price.basis]} ${price.date}: ${price.source}`,
  );
}
const total = lines.reduce((sum, { dollarsPerMonth }) => sum + dollarsPerMonth, 0);
say(`${total.toFixed(2).padStart(10)}  in all, without storage, backups, logs and data that leaves AWS`);

say("\nOne order of three lines, metered on this machine; the same on every stage");
const shop = await startShop({ throttling: false, cache: false });
try {
  for (const line of await costOfOneOrder(shop)) say(`  ${line}`);
} finally {
  await shop.stop();
}
