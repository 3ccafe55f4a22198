/**
 * Answers to a workflow that waits under a task token. A token that was answered before, or that
 * has expired, is ignored.
 */

import { SendTaskSuccessCommand } from "@aws-sdk/client-sfn";
import { sfn } from "./clients/step-functions.ts";

export async function sendSuccess(taskToken: string): Promise<void> {
  await ignoreExpired(sfn.send(new SendTaskSuccessCommand({ taskToken, output: "{}" })));
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
