import { returnSaga } from "@tradewind/blueprint/areas/return-saga";
import { awaitReturn, type ReturnStep } from "@tradewind/commerce/returns";
import { type TaskInput, task } from "@tradewind/lambda-kit";

interface Input extends TaskInput, ReturnStep {
  until: "decision" | "goods";
  seconds: number;
  taskToken: string;
}

export const handler = task<Input>(returnSaga.tasks.awaitReturn, (ctx, input) =>
  awaitReturn(ctx, input, input),
);
