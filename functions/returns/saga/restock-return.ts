import { returnSaga } from "@tradewind/blueprint/areas/return-saga";
import { type ReturnStep, restockAndRequestRefund } from "@tradewind/commerce/returns";
import { type TaskInput, task } from "@tradewind/lambda-kit";

export const handler = task<TaskInput & ReturnStep>(returnSaga.tasks.restockReturn, (ctx, input) =>
  restockAndRequestRefund(ctx, input),
);
