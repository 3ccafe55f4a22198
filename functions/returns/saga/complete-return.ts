import { returnSaga } from "@tradewind/blueprint/areas/return-saga";
import { completeReturn, type ReturnStep } from "@tradewind/commerce/returns";
import { type TaskInput, task } from "@tradewind/lambda-kit";

export const handler = task<TaskInput & ReturnStep>(returnSaga.tasks.completeReturn, (ctx, input) =>
  completeReturn(ctx, input),
);
