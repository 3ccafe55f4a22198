import { returnSaga } from "@tradewind/blueprint/areas/return-saga";
import { refundOnRequest, type ReturnStep } from "@tradewind/commerce/returns";
import { task, type TaskInput } from "@tradewind/lambda-kit";

interface Input extends TaskInput, ReturnStep {
  token?: string;
}

export const handler = task<Input>(returnSaga.tasks.refundReturn, (ctx, input) =>
  refundOnRequest(ctx, input, input.token ?? ""),
);
