import type {
  CancelMessageMoveTaskResult,
  ListMessageMoveTasksResult,
  ListMessageMoveTasksResultEntry,
  StartMessageMoveTaskResult,
} from "@aws-sdk/client-sqs";
import type { SqsContext } from "../context.ts";
import { invalidParameter } from "../errors.ts";
import { type Input, optionalInteger, optionalString, requiredString } from "../input.ts";
import type { MoveTask } from "../state/move-tasks.ts";

export async function startMessageMoveTask(
  { moveTasks, kernel }: SqsContext,
  input: Input,
): Promise<StartMessageMoveTaskResult> {
  const task = moveTasks.start(
    requiredString(input, "SourceArn"),
    optionalString(input, "DestinationArn"),
    optionalInteger(input, "MaxNumberOfMessagesPerSecond", 1, 500),
  );
  await kernel.store.durable();
  return { TaskHandle: handleOf(task) };
}

export function listMessageMoveTasks({ moveTasks }: SqsContext, input: Input): ListMessageMoveTasksResult {
  const most = optionalInteger(input, "MaxResults", 1, 10) ?? 1;
  const tasks = moveTasks.list(requiredString(input, "SourceArn"));
  return { Results: tasks.slice(0, most).map(show) };
}

export async function cancelMessageMoveTask(
  { moveTasks, kernel }: SqsContext,
  input: Input,
): Promise<CancelMessageMoveTaskResult> {
  const handle = requiredString(input, "TaskHandle");
  const id = Buffer.from(handle, "base64").toString().split(" ")[0];
  if (!id) throw invalidParameter("TaskHandle", handle, "The task handle is not valid.");
  const task = moveTasks.cancel(id);
  await kernel.store.durable();
  return { ApproximateNumberOfMessagesMoved: task.moved };
}

function handleOf(task: MoveTask): string {
  return Buffer.from(`${task.id} ${task.sourceArn}`).toString("base64");
}

function show(task: MoveTask): ListMessageMoveTasksResultEntry {
  return {
    // Only running tasks have a handle, because no action applies to the others.
    TaskHandle: task.status === "RUNNING" ? handleOf(task) : undefined,
    Status: task.status,
    SourceArn: task.sourceArn,
    DestinationArn: task.destinationArn,
    MaxNumberOfMessagesPerSecond: task.messagesPerSecond,
    ApproximateNumberOfMessagesMoved: task.moved,
    ApproximateNumberOfMessagesToMove: task.toMove,
    FailureReason: task.failureReason,
    StartedTimestamp: task.startedAt,
  };
}
