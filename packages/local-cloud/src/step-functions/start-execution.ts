import type { Kernel } from "../kernel/kernel.ts";
import { AwsError } from "../kernel/wire.ts";
import type { Engine } from "./engine/engine.ts";
import type { Execution } from "./engine/execution.ts";
import { exceedsPayload, parseJson } from "./json-text.ts";
import type { Machines } from "./state/machines.ts";

export interface ExecutionRequest {
  stateMachineArn: string;
  /** Default: a random UUID. */
  name?: string;
  /** JSON text. Default: `{}`. */
  input?: string;
  traceHeader?: string;
  /** StartSyncExecution: the caller waits for the result. */
  sync?: boolean;
}

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html */
const NAME = /^[^\s<>{}[\]?*"#%\\^|~`$&,;:/\p{Cc}]{1,80}$/u;

/**
 * Starts an execution, or returns the running one with the same name and input. The caller must
 * await `store.durable()` before it responds.
 * @throws AwsError StateMachineDoesNotExist, InvalidName, InvalidExecutionInput,
 * ExecutionAlreadyExists
 */
export function startExecution(
  kernel: Kernel,
  machines: Machines,
  engine: Engine,
  request: ExecutionRequest,
): Execution {
  const machine = machines.get(request.stateMachineArn);
  const name = checkedName(request.name ?? kernel.random.uuid());
  const input = checkedInput(request.input ?? "{}");
  const { traceHeader, sync = false } = request;
  if (machine.type === "EXPRESS") {
    // Names of Express executions are not unique.
    const arn = kernel.arn("states", `express:${machine.name}:${name}:${kernel.random.uuid()}`);
    return engine.start(machine, { name, arn, input, traceHeader, sync });
  }
  const arn = kernel.arn("states", `execution:${machine.name}:${name}`);
  const existing = engine.executions.find(arn);
  if (!existing) return engine.start(machine, { name, arn, input, traceHeader, sync });
  const { record } = existing;
  if (record.status === "RUNNING" && record.input === input) return existing;
  throw new AwsError("ExecutionAlreadyExists", `Execution Already Exists: '${arn}'`);
}

export function checkedName(name: string): string {
  if (!NAME.test(name)) throw new AwsError("InvalidName", `Invalid Name: '${name}'`);
  return name;
}

function checkedInput(input: string): string {
  const invalid = (reason: string) =>
    new AwsError("InvalidExecutionInput", `Invalid State Machine Execution Input: '${reason}'`);
  if (exceedsPayload(input)) {
    throw new AwsError(
      "ValidationException",
      "1 validation error detected: Value at 'input' failed to satisfy constraint: Member must have length less than or equal to 262144",
    );
  }
  if (input.trim() === "") throw invalid("Invalid execution input.");
  try {
    parseJson(input);
  } catch (error) {
    throw invalid(error instanceof Error ? error.message : String(error));
  }
  return input;
}
