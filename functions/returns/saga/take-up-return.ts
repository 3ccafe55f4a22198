import { returnSaga } from "@tradewind/blueprint/areas/return-saga";
import { type ReturnStep, takeUpReturn } from "@tradewind/commerce/returns";
import { type TaskInput, task } from "@tradewind/lambda-kit";

export const handler = task<TaskInput & ReturnStep>(returnSaga.tasks.takeUpReturn, (ctx, input) =>
  takeUpReturn(ctx, input),
);
