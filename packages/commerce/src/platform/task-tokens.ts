/** Answers to a workflow that waits under a task token. It may have had its answer, or have stopped waiting: both are fine. */
import { sfn } from "./clients/step-functions.ts";
import { SendTaskFailureCommand, SendTaskSuccessCommand } from "@aws-sdk/client-sfn";
import type { StepErrorName } from "@tradewind/blueprint/areas/order-saga";

export async function goOn(taskToken: string): Promise<void> {
  await answered(sfn.send(new SendTaskSuccessCommand({ taskToken, output: "{}" })));
}

export async function giveUp(taskToken: string, error: StepErrorName, errorMessage: string): Promise<void> {
  const cause = JSON.stringify({ errorMessage });
  await answered(sfn.send(new SendTaskFailureCommand({ taskToken, error, cause })));
}

async function answered(call: Promise<unknown>): Promise<void> {
  try {
    await call;
  } catch (error) {
    if (error instanceof Error && (error.name === "TaskTimedOut" || error.name === "TaskDoesNotExist"))
      return;
    throw error;
  }
}
