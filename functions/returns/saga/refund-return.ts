import { returnSaga } from "@tradewind/blueprint/areas/return-saga";
import { refundAsAsked, type ReturnStep } from "@tradewind/commerce/returns";
import { task, type TaskInput } from "@tradewind/lambda-kit";

interface Input extends TaskInput, ReturnStep {
  token?: string;
}

export const handler = task<Input>(returnSaga.tasks.refundReturn, (ctx, input) =>
  refundAsAsked(ctx, input, input.token ?? ""),
);
