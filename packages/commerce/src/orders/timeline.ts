import { GetExecutionHistoryCommand, type HistoryEvent, SFNClient } from "@aws-sdk/client-sfn";
import { stepErrors } from "@tradewind/blueprint/order-saga";
import type { Context } from "../context.ts";
import type { Order } from "./entity.ts";
import { readOwn } from "./read.ts";

export interface TimelineEntry {
  at: string;
  kind: "status" | "step" | "retry" | "compensation";
  name: string;
  outcome?: "started" | "succeeded" | "failed";
  detail?: string;
}

const sfn = new SFNClient({});

/** States that undo, by their names in `workflows/order-saga.ts`. */
const COMPENSATIONS = new Set(["RefundPayment", "ReleaseStock", "FailOrder", "FlagForAttention"]);
/** Errors a customer may read; others are ours. */
const SPEAKING: ReadonlySet<string> = new Set(Object.values(stepErrors));

/** The order's states and the steps of its saga, by time. @throws order.not_found */
export async function timeline(ctx: Context, orderId: string): Promise<{ items: TimelineEntry[] }> {
  const order = await readOwn(ctx, orderId);
  const items = [...states(order), ...(order.execution ? await steps(order.execution) : [])];
  return { items: items.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)) };
}

function states(order: Order): TimelineEntry[] {
  return order.history.map(({ status, at, detail }) => ({
    at,
    kind: "status",
    name: status,
    ...(detail ? { detail } : {}),
  }));
}

async function steps(executionArn: string): Promise<TimelineEntry[]> {
  const entries: TimelineEntry[] = [];
  let current = "";
  let attempts = 0;
  let failed = false;
  for await (const event of history(executionArn)) {
    const at = event.timestamp?.toISOString() ?? "";
    if (event.type === "TaskStateEntered") {
      current = event.stateEnteredEventDetails?.name ?? "";
      attempts = 0;
      entries.push({ at, kind: kindOf(current), name: current, outcome: "started" });
    } else if (event.type === "TaskStateExited") {
      // A state whose error was caught is left, too.
      if (!failed) entries.push({ at, kind: kindOf(current), name: current, outcome: "succeeded" });
    } else if (event.type === "TaskScheduled" || event.type === "LambdaFunctionScheduled") {
      attempts += 1;
      failed = false;
      if (attempts > 1) entries.push({ at, kind: "retry", name: current, outcome: "started" });
    } else {
      const error = failureOf(event);
      if (!error) continue;
      failed = true;
      entries.push({ at, kind: kindOf(current), name: current, outcome: "failed", detail: error });
    }
  }
  return entries;
}

async function* history(executionArn: string): AsyncGenerator<HistoryEvent> {
  let nextToken: string | undefined;
  do {
    const page = await sfn.send(
      new GetExecutionHistoryCommand({
        executionArn,
        includeExecutionData: false,
        ...(nextToken ? { nextToken } : {}),
      }),
    );
    yield* page.events ?? [];
    nextToken = page.nextToken;
  } while (nextToken);
}

const kindOf = (state: string) => (COMPENSATIONS.has(state) ? "compensation" : "step");

function failureOf(event: HistoryEvent): string | undefined {
  const details =
    event.taskFailedEventDetails ?? event.lambdaFunctionFailedEventDetails ?? event.taskTimedOutEventDetails;
  if (!details) return undefined;
  const error = details.error ?? "States.Timeout";
  return SPEAKING.has(error) || error === "States.Timeout" ? error : "InternalError";
}
