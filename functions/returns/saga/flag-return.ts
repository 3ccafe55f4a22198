import { returnSaga } from "@tradewind/blueprint/areas/return-saga";
import { flagReturn, type ReturnStep } from "@tradewind/commerce/returns";
import { type TaskInput, task } from "@tradewind/lambda-kit";

interface Input extends TaskInput, ReturnStep {
  failure: { Error: string };
}

export const handler = task<Input>(returnSaga.tasks.flagReturn, (ctx, input) =>
  flagReturn(ctx, input, input.failure.Error),
);
