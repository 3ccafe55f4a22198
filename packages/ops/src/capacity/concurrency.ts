/** Functions that run at the same time: their rate times the stated time of one invocation. */
import { blueprint } from "@tradewind/blueprint";
import type { WorkflowDefinition } from "@tradewind/blueprint/language/resources";
import type { Usage } from "../metering/usage.ts";

/** Stated, with room to spare: a laptop's own times say nothing about AWS. */
const SECONDS = 0.1;
/** A call to a processor, a carrier or a merchant. */
const OUTSIDE_SECONDS = 1;
/** Calls to the outside in one invocation. SES takes ten mails of a batch within a second. */
const outsideCalls: Readonly<Record<string, number>> = {
  ProcessPayment: 2,
  RefundPayment: 1,
  ScheduleDelivery: 1,
  CancelDelivery: 1,
  BookReturn: 1,
  RefundReturn: 1,
  DeliverWebhook: 1,
  SendMail: 1,
};

const secondsOf = (name: string): number => SECONDS + (outsideCalls[name] ?? 0) * OUTSIDE_SECONDS;

/** Invocations in progress by function, the most first. */
export function concurrencyOf(usage: readonly Usage[]): { name: string; concurrency: number }[] {
  const sums = new Map<string, number>();
  for (const { service, operation, caller = "", calls } of usage)
    if (service === "lambda" && operation === "Invoke")
      sums.set(caller, (sums.get(caller) ?? 0) + calls * secondsOf(caller));
  return [...sums]
    .map(([name, concurrency]) => ({ name, concurrency }))
    .toSorted((a, b) => b.concurrency - a.concurrency);
}

/** Executions of a workflow in progress. None waits, so each has one function at work. */
export function executionsOpen(usage: readonly Usage[], { tasks }: WorkflowDefinition): number {
  const names = new Set(Object.values(tasks).map(({ name }) => name));
  return concurrencyOf(usage)
    .filter(({ name }) => names.has(name))
    .reduce((sum, { concurrency }) => sum + concurrency, 0);
}

const consumers = new Set<string>(blueprint.queues.map(({ consumer }) => consumer.name));
const enrichments = new Set<string>(blueprint.pipes.map(({ enrichment }) => enrichment.name));

/** Batches in progress of the busiest queue. */
export const busiestQueue = (usage: readonly Usage[]): number =>
  concurrencyOf(usage).find(({ name }) => consumers.has(name))?.concurrency ?? 0;

/** Batches in progress in pipes: each enrichment, and the request to the bus after it. */
export const pipesBusy = (usage: readonly Usage[]): number =>
  2 *
  concurrencyOf(usage)
    .filter(({ name }) => enrichments.has(name))
    .reduce((sum, { concurrency }) => sum + concurrency, 0);
