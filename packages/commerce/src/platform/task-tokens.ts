/**
 * Answers to a workflow that waits under a task token. A token that was answered before, or that
 * has expired, is ignored.
 */

import { SendTaskFailureCommand, SendTaskSuccessCommand } from "@aws-sdk/client-sfn";
import type { StepErrorName } from "@tradewind/blueprint/areas/order-saga";
import { sfn } from "./clients/step-functions.ts";

export async function sendSuccess(taskToken: string): Promise<void> {
  await ignoreExpired(sfn.send(new SendTaskSuccessCommand({ taskToken, output: "{}" })));
}

export async function sendFailure(
  taskToken: string,
  error: StepErrorName,
  errorMessage: string,
): Promise<void> {
  const cause = JSON.stringify({ errorMessage });
  await ignoreExpired(sfn.send(new SendTaskFailureCommand({ taskToken, error, cause })));
}

async function ignoreExpired(call: Promise<unknown>): Promise<void> {
  try {
    await call;
  } catch (error) {
    if (error instanceof Error && (error.name === "TaskTimedOut" || error.name === "TaskDoesNotExist"))
      return;
    throw error;
  }
}
