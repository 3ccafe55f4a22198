import type { FunctionDefinition, WorkflowDefinition } from "@tradewind/blueprint/define";
import { orderSaga } from "@tradewind/blueprint/order-saga";
import { orderSagaDefinition } from "../../../workflows/order-saga.ts";

type Definition = (arnOf: (task: string) => string) => object;

/** The modules of `workflows/`, by the workflow they define. */
const DEFINITIONS: Readonly<Record<string, Definition>> = {
  [orderSaga.name]: orderSagaDefinition,
};

/**
 * A workflow in the Amazon States Language, its tasks bound to functions by `arnOf`.
 * @throws when there is no definition, or it names a task that the blueprint does not have
 */
export function definitionOf(
  workflow: WorkflowDefinition,
  arnOf: (task: FunctionDefinition) => string,
): object {
  const define = DEFINITIONS[workflow.name];
  if (!define) throw new Error(`The workflow ${workflow.name} has no definition in workflows/.`);
  return define((name) => {
    const task = workflow.tasks[name];
    if (!task)
      throw new Error(
        `The definition of ${workflow.name} names the task ${name}, which the blueprint does not have.`,
      );
    return arnOf(task);
  });
}
