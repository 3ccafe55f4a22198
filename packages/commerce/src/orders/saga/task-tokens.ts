/** Answers to a saga that waits for the carrier, or for stock, under a task token. */
import { stepErrors } from "@tradewind/blueprint/areas/order-saga";
import { giveUp, goOn } from "../../platform/task-tokens.ts";

export const tellPickedUp = goOn;

export const tellServed = goOn;

export const tellCancelled = (taskToken: string) =>
  giveUp(taskToken, stepErrors.cancelled, "The order was cancelled.");
