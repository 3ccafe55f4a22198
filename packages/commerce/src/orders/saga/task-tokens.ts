/** Answers to a saga that waits for the carrier, or for stock, under a task token. */
import { stepErrors } from "@tradewind/blueprint/areas/order-saga";
import { sendFailure, sendSuccess } from "../../platform/task-tokens.ts";

export const tellPickedUp = sendSuccess;

export const tellServed = sendSuccess;

export const tellCancelled = (taskToken: string) =>
  sendFailure(taskToken, stepErrors.cancelled, "The order was cancelled.");
