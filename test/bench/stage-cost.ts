/**
 * `npm run cost -- --stage NAME`: the monthly cost of a stage without traffic, and the cost of a
 * million orders as metered on this machine.
 */
import { parseArgs } from "node:util";
import { costAtRest } from "@tradewind/ops/cost/cost-at-rest";
import { stageNamed } from "@tradewind/blueprint/ground/stages";
import { startShop } from "@tradewind/dev";
import { costOfOneOrder } from "./cost.ts";
import { say } from "./suite.ts";

const { values } = parseArgs({ options: { stage: { type: "string", default: "dev" } } });
const read = { memory: "from memory,", page: "read on" };
const stage = stageNamed(values.stage);

say(`The stage ${stage.name} without traffic, in US dollars a month at the list prices of us-east-1`);
const lines = costAtRest(stage);
for (const { what, count, dollarsPerMonth, price } of lines) {
  say(`${dollarsPerMonth.toFixed(2).padStart(10)}  ${count} x ${what}`);
  say(
    `${" ".repeat(12)}$${price.dollars} per ${price.per}, ${read[price.basis]} ${price.date}: ${price.source}`,
  );
}
const total = lines.reduce((sum, { dollarsPerMonth }) => sum + dollarsPerMonth, 0);
say(`${total.toFixed(2).padStart(10)}  in total, without storage, backups, logs and data transfer`);

say("\nOne order of three lines, metered on this machine. Its usage is the same on every stage.");
const shop = await startShop({ throttling: false, cache: false });
try {
  for (const line of await costOfOneOrder(shop)) say(`  ${line}`);
} finally {
  await shop.stop();
}
