import { returnSaga } from "@tradewind/blueprint/areas/return-saga";
import { restockAndRequestRefund, type ReturnStep } from "@tradewind/commerce/returns";
import { task, type TaskInput } from "@tradewind/lambda-kit";

export const handler = task<TaskInput & ReturnStep>(returnSaga.tasks.restockReturn, (ctx, input) =>
  restockAndRequestRefund(ctx, input),
);
