/** Answers to a saga that waits for the carrier under a task token. */
import { SendTaskFailureCommand, SendTaskSuccessCommand, SFNClient } from "@aws-sdk/client-sfn";
import { stepErrors } from "@tradewind/blueprint/order-saga";

const sfn = new SFNClient({});

export async function tellPickedUp(taskToken: string): Promise<void> {
  await answered(sfn.send(new SendTaskSuccessCommand({ taskToken, output: "{}" })));
}

export async function tellCancelled(taskToken: string): Promise<void> {
  const cause = JSON.stringify({ errorMessage: "The order was cancelled." });
  await answered(sfn.send(new SendTaskFailureCommand({ taskToken, error: stepErrors.cancelled, cause })));
}

/** The saga may have had its answer, or have stopped waiting: both are fine. */
async function answered(call: Promise<unknown>): Promise<void> {
  try {
    await call;
  } catch (error) {
    if (error instanceof Error && (error.name === "TaskTimedOut" || error.name === "TaskDoesNotExist"))
      return;
    throw error;
  }
}
