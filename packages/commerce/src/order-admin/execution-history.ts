import { ExecutionDoesNotExist, GetExecutionHistoryCommand, type HistoryEvent } from "@aws-sdk/client-sfn";
import { sfn } from "../platform/clients/step-functions.ts";

/** One entry in the history of a workflow execution. */
export interface Step {
  at: string;
  /** Name of the state in the workflow definition. */
  name: string;
  kind: "step" | "retry";
  outcome: "started" | "succeeded" | "failed";
  failure?: { error: string; cause: string };
}

/**
 * The steps of an execution, oldest first. Step Functions forgets an execution after 90 days; then
 * there are none.
 */
export async function stepsOf(executionArn: string): Promise<Step[]> {
  const steps: Step[] = [];
  // An order that staff undid before any execution claimed it names the staff instead of an ARN.
  if (!executionArn.startsWith("arn:")) return steps;
  let name = "";
  let attempts = 0;
  let failed = false;
  for await (const event of historyOf(executionArn)) {
    const at = event.timestamp?.toISOString() ?? "";
    if (event.type === "TaskStateEntered") {
      name = event.stateEnteredEventDetails?.name ?? "";
      attempts = 0;
      steps.push({ at, name, kind: "step", outcome: "started" });
    } else if (event.type === "TaskStateExited") {
      // A state whose error was caught is exited, too.
      if (!failed) steps.push({ at, name, kind: "step", outcome: "succeeded" });
    } else if (event.type === "TaskScheduled" || event.type === "LambdaFunctionScheduled") {
      attempts += 1;
      failed = false;
      if (attempts > 1) steps.push({ at, name, kind: "retry", outcome: "started" });
    } else {
      const failure = failureOf(event);
      if (!failure) continue;
      failed = true;
      steps.push({ at, name, kind: "step", outcome: "failed", failure });
    }
  }
  return steps;
}

async function* historyOf(executionArn: string): AsyncGenerator<HistoryEvent> {
  let nextToken: string | undefined;
  do {
    const page = await sfn
      .send(
        new GetExecutionHistoryCommand({
          executionArn,
          includeExecutionData: false,
          ...(nextToken ? { nextToken } : {}),
        }),
      )
      .catch(emptyWhenForgotten);
    yield* page.events ?? [];
    nextToken = page.nextToken;
  } while (nextToken);
}

function emptyWhenForgotten(error: unknown): { events: HistoryEvent[]; nextToken?: string } {
  if (error instanceof ExecutionDoesNotExist) return { events: [] };
  throw error;
}

function failureOf(event: HistoryEvent): Step["failure"] {
  const details =
    event.taskFailedEventDetails ??
    event.lambdaFunctionFailedEventDetails ??
    event.taskTimedOutEventDetails ??
    event.lambdaFunctionTimedOutEventDetails;
  if (!details) return undefined;
  return { error: details.error ?? "States.Timeout", cause: messageIn(details.cause ?? "") };
}

/**
 * The message of a failed function. Lambda's cause is JSON with the stack trace, which shows paths
 * and is nobody's business outside of the logs.
 */
function messageIn(cause: string): string {
  try {
    const { errorMessage } = JSON.parse(cause) as { errorMessage?: unknown };
    return typeof errorMessage === "string" ? errorMessage : "";
  } catch {
    return cause;
  }
}
