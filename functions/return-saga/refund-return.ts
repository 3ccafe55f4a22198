import { returnSaga } from "@tradewind/blueprint/return-saga";
import { refundReturn, type ReturnStep } from "@tradewind/commerce/returns";
import { task, type TaskInput } from "@tradewind/lambda-kit";

export const handler = task<TaskInput & ReturnStep>(returnSaga.tasks.refundReturn, (ctx, input) =>
  refundReturn(ctx, input),
);
