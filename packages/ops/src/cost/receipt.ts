/** The receipt of one order: what each call costs on AWS, line by line. */
import { blueprint } from "@tradewind/blueprint";
import { functionsOf } from "@tradewind/blueprint/derived/functions";
import { report } from "@tradewind/local-cloud";
import { scaled, type Usage } from "../metering/usage.ts";
import { type PartName, partOf } from "./parts.ts";
import { BATCH, CALL_MS, EXPRESS_GB, EXPRESS_MS, EXPRESS_STEP_MS, OWN_MS } from "./stated-durations.ts";

const MILLION = 1_000_000;

export interface ReceiptLine extends Usage {
  part: PartName;
  dollarsPerMillion: number;
}

/** The lines of a metered order at the stated durations, the dearest first. */
export function receiptOf(usage: readonly Usage[]): ReceiptLine[] {
  return onAws(usage)
    .map((one) => ({ ...one, part: partOf(one), dollarsPerMillion: report([one]).dollars * MILLION }))
    .toSorted((a, b) => b.dollarsPerMillion - a.dollarsPerMillion);
}

export const dollarsOf = (receipt: readonly ReceiptLine[], part: PartName): number =>
  receipt.filter((line) => line.part === part).reduce((sum, line) => sum + line.dollarsPerMillion, 0);

/** The date of the prices. */
export const pricesOf = (): string => report([]).pricesOf;

/** The usage with the durations that are stated for AWS in place of this machine's. */
function onAws(usage: readonly Usage[]): Usage[] {
  return usage.map((one) => {
    if (isInvocation(one)) return invocation(one, usage);
    if (one.operation === "ExpressExecution") return expressExecution(one);
    return one;
  });
}

const isInvocation = ({ service, operation }: Usage) => service === "lambda" && operation === "Invoke";

const memoryGb = new Map(functionsOf(blueprint).map(({ name, memoryMb }) => [name, memoryMb / 1024]));

function invocation(one: Usage, usage: readonly Usage[]): Usage {
  const calls = usage
    .filter((other) => other.caller === one.caller && !isInvocation(other))
    .reduce((sum, other) => sum + other.calls, 0);
  const gb = memoryGb.get(one.caller ?? "") ?? 1;
  const durationMs = (one.calls * OWN_MS) / gb + calls * CALL_MS;
  const gbSeconds = (durationMs / 1000) * gb;
  return { ...one, units: { ...one.units, durationMs, gbSeconds } };
}

function expressExecution(one: Usage): Usage {
  const billedMs = Math.ceil(EXPRESS_MS / EXPRESS_STEP_MS) * EXPRESS_STEP_MS;
  const durationMs = one.calls * billedMs;
  return { ...one, units: { ...one.units, durationMs, gbSeconds: (durationMs / 1000) * EXPRESS_GB } };
}

const batched = new Set([
  ...blueprint.queues.filter(({ batchSize }) => batchSize >= BATCH).map(({ consumer }) => consumer.name),
  ...blueprint.pipes.filter(({ batchSize }) => batchSize >= BATCH).map(({ enrichment }) => enrichment.name),
]);
/** Requests that a poller makes once for each batch. */
const ONCE_A_BATCH = new Set(["sqs ReceiveMessage", "sqs DeleteMessageBatch", "pipes Request"]);
/** A function of a pipe keeps what it reads for a minute: at load that is next to nothing. */
const CACHED = new Set(blueprint.pipes.map(({ enrichment }) => enrichment.name));

/** The usage of an order among many: batches of ten share requests and invocations. */
export function atLoad(usage: readonly Usage[]): Usage[] {
  return usage.flatMap((one) => {
    const { service, operation, caller = "" } = one;
    const shared = ONCE_A_BATCH.has(`${service} ${operation}`) || (isInvocation(one) && batched.has(caller));
    if (shared) return [{ ...one, calls: one.calls / BATCH, units: scaled(one.units, 1 / BATCH) }];
    return service === "dynamodb" && CACHED.has(caller) ? [] : [one];
  });
}
