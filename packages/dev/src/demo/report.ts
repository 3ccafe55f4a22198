import { styleText } from "node:util";
import type { TimelineEntry } from "@tradewind/blueprint/areas/orders";
import type { Outcome, Scenario } from "./scenarios.ts";

const MARKS: Record<TimelineEntry["kind"], string> = { status: "●", step: "›", compensation: "↩" };

/** Reports a scenario to a person: the saga's timeline, then the changes of money and stock. */
export function report(
  { title }: Scenario,
  { order, timeline, stockBefore, stockAfter, wrong }: Outcome,
): string {
  const start = Date.parse(timeline[0]?.at ?? "");
  const lines = timeline.map((entry) => {
    const elapsed = `+${String(Date.parse(entry.at) - start).padStart(5)} ms`;
    const name = entry.kind === "status" ? styleText("bold", entry.name) : entry.name;
    const facts = [entry.outcome, entry.detail].filter(Boolean).join(": ");
    return `    ${styleText("dim", elapsed)}  ${MARKS[entry.kind]} ${name}  ${styleText("dim", facts)}`;
  });
  const money = [`payment ${order.payment.status ?? "not attempted"}`];
  if (order.payment.captured?.amount) money.push(`captured ${order.payment.captured.amount}`);
  if (order.payment.refunded?.amount) money.push(`refunded ${order.payment.refunded.amount}`);
  const stock = (["available", "reserved", "sold"] as const)
    .map((count) => `${count} ${stockBefore[count]}→${stockAfter[count]}`)
    .join(", ");
  const verdict =
    wrong.length === 0 ? styleText("green", "✔ as expected") : styleText("red", `✘ ${wrong.join("; ")}`);
  return [
    `\n  ${styleText(["bold", "cyan"], title)}  ${styleText("dim", order.id)}`,
    ...lines,
    `    ${money.join(", ")} · stock ${stock}`,
    `    ${verdict}`,
  ].join("\n");
}
