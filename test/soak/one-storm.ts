/**
 * Runs one shop under the faults of one seed.
 * Usage: node test/soak/one-storm.ts SEED rough|gale
 */
import { GALE, ROUGH_WEATHER } from "@tradewind/local-cloud";
import { runStorm } from "../faults/storm.ts";

const [number, strength] = process.argv.slice(2);
const seed = Number(number);
const gale = strength === "gale";
const { violations, injected, statuses } = await runStorm({
  seed,
  rates: gale ? GALE : ROUGH_WEATHER,
  attention: gale,
});
const orders = Object.entries(statuses).map(([status, count]) => `${count} ${status}`);
process.stdout.write(`seed ${seed}, ${strength}: ${injected.length} faults, ${orders.join(", ")}\n`);
for (const { invariant, detail } of violations) process.stdout.write(`  VIOLATED ${invariant}: ${detail}\n`);
// Timers of crashed invocations would keep the process alive.
process.exit(violations.length > 0 ? 1 : 0);
