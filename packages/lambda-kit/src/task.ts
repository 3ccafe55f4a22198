import middy from "@middy/core";
import type { FunctionDefinition } from "@tradewind/blueprint/language/define";
import type { Context } from "@tradewind/commerce/platform/context";
import { contextOf, systemActor } from "./invocation.ts";
import { correlate, log } from "./log.ts";

/** Input of each step of the saga. */
export interface TaskInput {
  orderId: string;
  /** ARN of the execution, which claims the order. */
  execution: string;
  correlationId: string;
}

/** The Lambda behind one step of a saga. The workflow sees an error under its name. */
export function task<Input extends TaskInput>(
  definition: FunctionDefinition,
  run: (ctx: Context, input: Input) => Promise<object | void>,
) {
  return middy<Input, object>().handler(async (input) => {
    const ctx = contextOf(systemActor(definition.name), input.correlationId, input.execution);
    correlate(definition.name, ctx, { orderId: input.orderId });
    try {
      const result = await run(ctx, input);
      log.info(`${definition.name} done`);
      return result ?? {};
    } catch (error) {
      log.warn(`${definition.name} failed`, { error: error instanceof Error ? error.name : "unknown" });
      throw error;
    }
  });
}
