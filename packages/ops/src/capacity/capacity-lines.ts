import { ORDER_STARTS_PER_SECOND, ORDER_SWEEP_SECONDS } from "@tradewind/blueprint/ground/limits";
import type { Stage } from "@tradewind/blueprint/language/stage";
import { table } from "../command.ts";
import type { Capacity, Reached } from "./capacity.ts";
import { QUOTAS_DATE } from "./quotas.ts";

/** The capacity of a stage, as lines for a person. */
export function capacityLines(stage: Stage, capacity: Capacity): string[] {
  const { load, quotas, ownLimits } = capacity;
  const [first] = quotas;
  const asked = quotas.filter(({ state }) => state === "ask");
  const designed = quotas.filter(({ state }) => state === "design");
  return [
    `${stage.name} at ${whole(load.orders)} orders/s and ${whole(load.payments)} payments/s, from metered calls and the default quotas of us-east-1`,
    "Stated, not metered: 100 ms a function, 1 s more for each call to a processor, carrier or mail",
    "service, batches of ten. A new account has less of Lambda and Step Functions. Runs a second:",
    ...table(Object.entries(load.runs).map(([name, rate]) => [`  ${name}`, whole(rate)])),
    `  ${whole(load.cached)} requests/s are answered by the stage cache, ${whole(load.others)} go to routes outside these flows`,
    "",
    ...table([["quota", "demand", "limit", "share", "", "source"], ...quotas.map(row)]),
    "",
    `First reached: ${first?.name}, at ${whole(first?.ordersAtLimit ?? 0)} orders/s`,
    "",
    "Ask AWS for",
    ...asked.map(({ name, demand, unit }) => `  ${name}: ${whole(roundUp(demand))} ${unit}`),
    ...(designed.length === 0 ? [] : ["", "Limits of the design: change it rather than ask"]),
    ...designed.map(({ name, demand, limit }) => `  ${name}: ${whole(demand)} of ${whole(limit)}`),
    "",
    "Warm throughput to set (a new table starts at 12,000 reads and 4,000 writes a second)",
    ...capacity.warmThroughput.map(
      ({ table, reads, writes }) =>
        `  ${table}: ${whole(reads)} read units, ${whole(writes)} write units${stage.recovery ? `, in ${stage.recovery.region} too` : ""}`,
    ),
    "",
    "Partitions, at 1,000 write units a second each and planned for half of it",
    ...capacity.partitions.map(
      ({ name, writesPerSecond, shards, needed, enough }) =>
        `  ${name}: ${whole(writesPerSecond)} units/s need ${needed}${shards === undefined ? "" : `, there are ${shards}${enough ? "" : ": TOO FEW"}`}`,
    ),
    "",
    ...sweepLines(load.orders),
    "",
    ...(ownLimits.length === 0
      ? []
      : ["Limits of our own to raise, in packages/blueprint/src/ground/limits.ts"]),
    ...ownLimits.map(
      ({ route, demand, limit }) => `  ${route}: ${whole(demand)} requests/s, limit ${whole(limit)}`,
    ),
  ];
}

/** Orders that fail at first are left to the sweep, whose rate spares processor and carrier. */
function sweepLines(orders: number): string[] {
  const rate = (ORDER_STARTS_PER_SECOND * ORDER_SWEEP_SECONDS) / 60;
  return [
    `The sweep starts ${whole(rate)} orders/s (limits.ts): it keeps up if at most ${((100 * rate) / orders).toFixed(1)} % of`,
    `orders need a retry. After an outage of an hour it takes ${whole(orders / rate)} hours.`,
  ];
}

const BASIS = {
  page: "read",
  copy: "from an archived AWS page,",
  memory: "from memory,",
} as const satisfies Record<Reached["basis"], string>;

const row = ({ name, demand, limit, unit, share, state, basis, source }: Reached): string[] => [
  name,
  whole(demand),
  `${whole(limit)} ${unit}`,
  `${whole(share * 100)} %`,
  state,
  `${BASIS[basis]} ${QUOTAS_DATE}: ${source}`,
];

/** The two leading digits, with a fifth to spare. */
function roundUp(demand: number): number {
  const wanted = demand * 1.2;
  const step = 10 ** Math.max(0, Math.floor(Math.log10(wanted)) - 1);
  return Math.ceil(wanted / step) * step;
}

const whole = (amount: number): string => Math.round(amount).toLocaleString("en-US");
