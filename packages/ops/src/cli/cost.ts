/**
 * `npm run cost -- --stage NAME`: the monthly cost of a stage without traffic, and the cost of a
 * million orders as metered on this machine; with `--pages`, that of a million views of pages.
 */
import { fail, optionsOf } from "@tradewind/command-line";
import { costAtRest } from "../cost/cost-at-rest.ts";
import { meterOrder, orderCostLines } from "../cost/order-cost.ts";
import { pageCostLines } from "../cost/pages/page-cost-lines.ts";
import { CHROMIUM, INSTALL_CHROMIUM } from "../metering/chromium.ts";
import { MeteredShop } from "../metering/metered-shop.ts";
import { countPages } from "../metering/page-views.ts";
import { settingsOf } from "./stage-option.ts";

const HELP = `Prints what a stage costs a month without traffic, and the cost of an order by step.

Usage: npm run cost -- [options]

  --stage NAME    dev, staging or production (default dev)
  --pages         the cost of a million views of the shop's pages instead; needs Chromium
  --help          show this
`;
const values = optionsOf("cost", HELP, {
  stage: { type: "string", default: "dev" },
  pages: { type: "boolean", default: false },
});
const say = (line: string) => process.stdout.write(`${line}\n`);
const read = { memory: "from memory,", page: "read on" };
const stage = settingsOf(values.stage);

if (values.pages) await sayPages();
else await sayStageAndOrder();

async function sayStageAndOrder(): Promise<void> {
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

  say("");
  for (const line of orderCostLines(await meterOrder(), stage)) say(line);
}

async function sayPages(): Promise<void> {
  if (CHROMIUM === "") fail(`The pages are counted in Chromium. ${INSTALL_CHROMIUM}`);
  const shop = await MeteredShop.open();
  try {
    for (const line of pageCostLines(stage, await countPages(shop))) say(line);
  } finally {
    await shop.stop();
  }
}
