import { returnSaga } from "@tradewind/blueprint/areas/return-saga";
import { type ReturnStep, refundOnRequest } from "@tradewind/commerce/returns";
import { type TaskInput, task } from "@tradewind/lambda-kit";

interface Input extends TaskInput, ReturnStep {
  token?: string;
}

export const handler = task<Input>(returnSaga.tasks.refundReturn, (ctx, input) =>
  refundOnRequest(ctx, input, input.token ?? ""),
);
