import type { StreamRecord } from "../../kernel/change-stream.ts";
import type { Kernel } from "../../kernel/kernel.ts";
import { workOn } from "../../kernel/trace.ts";
import type { Lambda } from "../../lambda/index.ts";
import type { PipeDefinition } from "../pipe-definition.ts";

/** The functions that a pipe calls. */
export type Functions = Pick<Lambda, "invoke">;

/**
 * Passes the matching records of a batch through enrichment to the target. Resolves when the target
 * has accepted all of them durably. Returns the sequence number of the first record that a function
 * reported as failed, if any.
 */
export function deliverBatch(
  kernel: Kernel,
  functions: Functions,
  pipe: PipeDefinition,
  records: StreamRecord[],
): Promise<{ failedFrom?: string }> {
  return workOn(records, () => {
    kernel.meter.record("pipes", "Request", { requests: billedRequests(records) });
    return deliver(kernel, functions, pipe, records);
  });
}

/** Size of a stream record without its images. */
const ENVELOPE_BYTES = 500;

/**
 * Records that pass the filter are billed per 64 KB of a batch, and again for each retry:
 * https://aws.amazon.com/eventbridge/pricing/
 */
function billedRequests(records: StreamRecord[]): number {
  let bytes = 0;
  for (const { dynamodb } of records) bytes += dynamodb.SizeBytes + ENVELOPE_BYTES;
  return Math.ceil(bytes / 65_536);
}

async function deliver(
  kernel: Kernel,
  functions: Functions,
  pipe: PipeDefinition,
  records: StreamRecord[],
): Promise<{ failedFrom?: string }> {
  const now = kernel.clock.now();
  const events: unknown[] = records.map((record) => ({ ...record, eventSourceARN: pipe.record.source }));
  const enriched = await enrich(functions, pipe, events, now);
  if (enriched.length === 0) return {};
  const inputs = enriched.map((event) => pipe.targetInput(event, now));
  const { target, targetParameters } = pipe.record;

  if (pipe.service === "lambda") {
    const type = targetParameters.LambdaFunctionParameters?.InvocationType;
    if (type === "FIRE_AND_FORGET") {
      await kernel.targets.deliver(target, inputs);
      return {};
    }
    const result = await functions.invoke(target, inputs);
    if (!result.ok) throw new Error(`${result.error.errorType}: ${result.error.errorMessage}`);
    return reportedFailure(result.payload, records);
  }
  if (pipe.service === "states") {
    await kernel.targets.deliver(target, inputs);
    return {};
  }
  // Buses, queues and topics take one event at a time. They accept in the order of these calls, so
  // that all may share one commit. The batch is delivered once every one of them has accepted.
  const outcomes = await Promise.allSettled(
    inputs.map((input, index) =>
      workOn(causesOf(index, inputs.length, records), () =>
        kernel.targets.deliver(target, input, pipe.targetOptions(enriched[index])),
      ),
    ),
  );
  for (const outcome of outcomes) if (outcome.status === "rejected") throw outcome.reason;
  return {};
}

/**
 * If an enrichment returns as many events as it received, they are taken to correspond one to one.
 */
function causesOf(index: number, count: number, records: StreamRecord[]): StreamRecord[] {
  const record = records[index];
  return record && count === records.length ? [record] : records;
}

/**
 * "Enrichment can return an empty response": `{}`, `[]`, `""` and nothing at all drop the batch.
 */
async function enrich(
  functions: Functions,
  pipe: PipeDefinition,
  events: unknown[],
  now: number,
): Promise<unknown[]> {
  const { enrichment } = pipe.record;
  if (enrichment === undefined) return events;
  const payload = events.map((event) => pipe.enrichmentInput(event, now));
  const result = await functions.invoke(enrichment, payload);
  if (!result.ok) throw new Error(`${result.error.errorType}: ${result.error.errorMessage}`);
  const answer = result.payload;
  if (Array.isArray(answer)) return answer as unknown[];
  if (answer === null || answer === "") return [];
  return typeof answer === "object" && Object.keys(answer).length === 0 ? [] : [answer];
}

/**
 * A function may name the records that failed: `{ batchItemFailures: [{ itemIdentifier: <sequence
 * number> }] }`.
 */
function reportedFailure(answer: unknown, records: StreamRecord[]): { failedFrom?: string } {
  if (typeof answer !== "object" || answer === null || !("batchItemFailures" in answer)) return {};
  const { batchItemFailures: failures } = answer;
  if (!Array.isArray(failures) || failures.length === 0) return {};
  const named = new Set(
    failures.map((failure: unknown) =>
      typeof failure === "object" && failure !== null && "itemIdentifier" in failure
        ? failure.itemIdentifier
        : undefined,
    ),
  );
  const first = records.find((record) => named.has(record.dynamodb.SequenceNumber)) ?? records[0];
  return first ? { failedFrom: first.dynamodb.SequenceNumber } : {};
}
