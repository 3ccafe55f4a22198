import { orderSaga } from "@tradewind/blueprint/areas/order-saga";
import { returnSaga } from "@tradewind/blueprint/areas/return-saga";
import type { WorkflowDefinition } from "@tradewind/blueprint/language/resources";
import { orderSagaDefinition } from "./order-saga.ts";
import { returnSagaDefinition } from "./return-saga.ts";

type Definition = (arnOf: (task: string) => string) => object;

const DEFINITIONS: Readonly<Record<string, Definition>> = {
  [orderSaga.name]: orderSagaDefinition,
  [returnSaga.name]: returnSagaDefinition,
};

/**
 * A workflow in the Amazon States Language, its tasks bound to functions by `arnOf`.
 * @throws when there is no definition, or it names a task that the blueprint does not have
 */
export function definitionOf(
  workflow: WorkflowDefinition,
  arnOf: (task: string) => string | undefined,
): object {
  const define = DEFINITIONS[workflow.name];
  if (!define) throw new Error(`The workflow ${workflow.name} has no definition in workflows/.`);
  return define((task) => {
    const arn = arnOf(task);
    if (arn === undefined)
      throw new Error(
        `The definition of ${workflow.name} names the task ${task}, which the blueprint does not have.`,
      );
    return arn;
  });
}
