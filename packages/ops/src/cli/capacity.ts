/**
 * `npm run capacity -- --stage NAME --orders N`: the metered calls of each flow at a load, beside
 * AWS's quotas.
 */
import { fail, optionsOf } from "@tradewind/command-line";
import { capacityOf } from "../capacity/capacity.ts";
import { capacityLines } from "../capacity/capacity-lines.ts";
import { meterFlows } from "../metering/flows.ts";
import { MeteredShop } from "../metering/metered-shop.ts";
import { settingsOf } from "./stage-option.ts";

const HELP = `Meters the flows of a shop and prints which of AWS's quotas a load reaches.

Usage: npm run capacity -- [options]

  --stage NAME    dev, staging or production (default production)
  --orders N      orders a second (default: the target of the requirements)
  --help          show this
`;
const values = optionsOf("capacity", HELP, {
  stage: { type: "string", default: "production" },
  orders: { type: "string" },
});
const orders = values.orders === undefined ? undefined : Number(values.orders);
if (orders !== undefined && !(orders > 0 && Number.isFinite(orders)))
  fail("--orders must be a number above 0.");

const stage = settingsOf(values.stage);
const shop = await MeteredShop.open();
try {
  const capacity = capacityOf(stage, await meterFlows(shop), orders);
  for (const line of capacityLines(stage, capacity)) process.stdout.write(`${line}\n`);
} finally {
  await shop.stop();
}
