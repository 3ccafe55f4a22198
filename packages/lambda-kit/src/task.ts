import middy from "@middy/core";
import { passingError } from "@tradewind/blueprint/areas/order-saga";
import type { FunctionDefinition } from "@tradewind/blueprint/language/define";
import { isPassing } from "@tradewind/commerce/platform/aws-errors";
import type { Context } from "@tradewind/commerce/platform/context";
import { StepError } from "@tradewind/commerce/platform/errors";
import { contextOf, systemActor } from "./invocation.ts";
import { correlate, log } from "./log.ts";

/** The saga's input to each of its steps. */
export interface TaskInput {
  orderId: string;
  /** ARN of the execution, which causes everything that its steps do. */
  execution: string;
  correlationId: string;
}

/** The input to a step of the order saga, which holds its order under a lease. */
export interface HeldInput extends TaskInput {
  lease: number;
}

/**
 * AWS has dozens of errors that pass, and those of a lost connection have no name of their own. The
 * workflow retries them all under this one.
 */
class Passing extends Error {
  override readonly name = passingError;
  constructor(cause: unknown) {
    super(String(cause), { cause });
  }
}

/** The Lambda behind one step of a saga. The workflow sees a thrown error by its name. */
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
      // The saga expects a step error and goes on by its name; any other is for a person.
      if (error instanceof StepError) {
        log.warn(`${definition.name} failed`, { error: error.name });
        throw error;
      }
      log.error(`${definition.name} failed`, { error });
      throw isPassing(error) ? new Passing(error) : error;
    }
  });
}
