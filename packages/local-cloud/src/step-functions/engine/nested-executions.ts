import type { Kernel } from "../../kernel/kernel.ts";
import { StateError } from "../asl/failure.ts";
import { startExecution } from "../start-execution.ts";
import type { Machines } from "../state/machines.ts";
import { refusal, withSdkMetadata } from "../tasks/sdk-answer.ts";
import type { Engine } from "./engine.ts";
import type { Execution } from "./execution.ts";

/** Executions started by `arn:aws:states:::states:startExecution`. */
export class NestedExecutions {
  readonly #kernel: Kernel;
  readonly #machines: Machines;
  readonly #engine: Engine;

  constructor(kernel: Kernel, machines: Machines, engine: Engine) {
    this.#kernel = kernel;
    this.#machines = machines;
    this.#engine = engine;
  }

  /** @throws StateError if the execution cannot be started */
  start(parameters: Record<string, unknown>): { arn: string; answer: unknown } {
    const { random } = this.#kernel;
    const { StateMachineArn: stateMachineArn, Name: name, Input: input } = parameters;
    try {
      const { record } = startExecution(this.#kernel, this.#machines, this.#engine, {
        stateMachineArn: typeof stateMachineArn === "string" ? stateMachineArn : "",
        ...(typeof name === "string" ? { name } : {}),
        input: typeof input === "string" ? input : JSON.stringify(input ?? {}),
      });
      const answer = { ExecutionArn: record.arn, StartDate: record.startDate / 1000 };
      return { arn: record.arn, answer: withSdkMetadata(answer, "application/x-amz-json-1.0", random) };
    } catch (error) {
      throw refusal("states", error, random);
    }
  }

  /**
   * Calls `listener` once the execution has ended, with its description or a failure that holds it.
   */
  onClosed(arn: string, listener: (outcome: () => unknown) => void): void {
    const execution = this.#engine.executions.find(arn);
    if (!execution) {
      listener(() => {
        throw new StateError({ error: "States.TaskFailed", cause: `Execution Does Not Exist: '${arn}'` });
      });
    } else if (execution.record.status === "RUNNING") {
      execution.onClosed.push(() => listener(() => outcomeOf(execution)));
    } else {
      listener(() => outcomeOf(execution));
    }
  }

  stop(arn: string): void {
    const execution = this.#engine.executions.find(arn);
    if (execution) this.#engine.abort(execution, {});
  }
}

function outcomeOf({ record }: Execution): unknown {
  const description = {
    ExecutionArn: record.arn,
    Name: record.name,
    StateMachineArn: record.machineArn,
    Status: record.status,
    StartDate: record.startDate,
    StopDate: record.stopDate,
    Input: JSON.parse(record.input) as unknown,
    InputDetails: { Included: true },
    ...(record.output === undefined
      ? {}
      : { Output: JSON.parse(record.output) as unknown, OutputDetails: { Included: true } }),
    ...(record.error === undefined ? {} : { Error: record.error }),
    ...(record.cause === undefined ? {} : { Cause: record.cause }),
  };
  if (record.status === "SUCCEEDED") return description;
  throw new StateError({ error: "States.TaskFailed", cause: JSON.stringify(description) });
}
