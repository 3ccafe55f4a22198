/** The cost of a million orders of three lines, from one that is metered, as lines for a person. */
import type { Stage } from "@tradewind/blueprint/language/stage";
import { LINES, meterCrowd, meterFlows } from "../metering/flows.ts";
import { MeteredShop } from "../metering/metered-shop.ts";
import { scaled, type Usage } from "../metering/usage.ts";
import { parts } from "./parts.ts";
import { atLoad, dollarsOf, pricesOf, type ReceiptLine, receiptOf } from "./receipt.ts";
import { type Addition, additionsOf } from "./stage-additions.ts";
import { BATCH, CALL_MS, EXPRESS_MS, OWN_MS } from "./stated-durations.ts";

interface MeteredOrder {
  alone: readonly Usage[];
  /** The same order while nine others want the same units. */
  warm: readonly Usage[];
}

export async function meterOrder(): Promise<MeteredOrder> {
  const shop = await MeteredShop.open();
  try {
    const { order: alone } = await meterFlows(shop);
    return { alone, warm: await meterCrowd(shop, BATCH) };
  } finally {
    await shop.stop();
  }
}

/** Dollars for a million orders by part, alone and at load, and whether the bounds are kept. */
export function partsOf({ alone }: Pick<MeteredOrder, "alone">) {
  const receipts = { alone: receiptOf(alone), atLoad: receiptOf(atLoad(alone)) };
  return parts.map((part) => {
    const dollars = {
      alone: dollarsOf(receipts.alone, part.name),
      atLoad: dollarsOf(receipts.atLoad, part.name),
    };
    const most = "most" in part ? part.most : undefined;
    const met = most === undefined || (dollars.alone <= most.alone && dollars.atLoad <= most.atLoad);
    return { name: part.name, ...dollars, most, met };
  });
}

export function orderCostLines(order: MeteredOrder, stage: Stage): string[] {
  const alone = receiptOf(order.alone);
  const shared = receiptOf(atLoad(order.alone));
  return [
    `One order of ${LINES} lines, from the request to the pickup, metered on this machine; dollars a million orders`,
    `at the prices of ${pricesOf()}. Stated for AWS: ${OWN_MS} ms a function and ${CALL_MS} ms for each of its`,
    `calls, ${EXPRESS_MS} ms an execution. At load, batches of ${BATCH} share pollers, pipes and consumers.`,
    "",
    ...receiptTable(alone, shared),
    "",
    ...partsOf(order).map(partLine),
    "",
    `Extra cost on the stage ${stage.name}, per million orders:`,
    ...additionsOf(stage, order.alone, order.warm).map(additionLine),
    "A processor or a carrier that takes a second of a function at 1 GB costs $13.33 more.",
  ];
}

function receiptTable(alone: readonly ReceiptLine[], shared: readonly ReceiptLine[]): string[] {
  const keyOf = ({ service, operation, caller }: ReceiptLine) => `${service} ${operation} ${caller}`;
  const sharedDollars = new Map(shared.map((line) => [keyOf(line), line.dollarsPerMillion]));
  return [
    "     alone   at load  service, operation, caller: units",
    ...alone
      .filter(({ dollarsPerMillion }) => dollarsPerMillion > 0)
      .map((line) => {
        const { service, operation, caller = "AWS", calls, units, dollarsPerMillion } = line;
        const name = `${service} ${operation}, ${caller}: ${unitsText(units, calls)}`;
        return `${money(dollarsPerMillion)}${money(sharedDollars.get(keyOf(line)) ?? 0)}  ${name}`;
      }),
  ];
}

function partLine({ name, alone, atLoad, most, met }: ReturnType<typeof partsOf>[number]): string {
  const bound = most
    ? `, at most ${most.alone} alone and ${most.atLoad} at load: ${met ? "met" : "NOT MET"}`
    : "";
  return `${money(alone)}${money(atLoad)}  ${name}${name === "mail" ? " (SES)" : " without mail"}${bound}`;
}

const additionLine = ({ what, units, dollarsPerMillion, price }: Addition): string =>
  `${money(dollarsPerMillion)}  ${what}: ${rounded(units)} x $${price.dollarsPerMillion}, from memory ${price.date}`;

const money = (dollars: number) => dollars.toFixed(2).padStart(10);
const rounded = (amount: number) => Math.round(amount * 100) / 100;

const unitsText = (units: Usage["units"], calls: number): string =>
  Object.entries({ calls, ...scaled(units, 1) })
    .map(([unit, amount]) => counted(rounded(amount), unit))
    .join(", ");

/** `1 call`, `2 calls`. */
const counted = (amount: number, plural: string): string =>
  `${amount} ${amount === 1 ? plural.replace(/(?<!M)s$/, "") : plural}`;
