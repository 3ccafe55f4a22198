import type { Kernel } from "../../kernel/kernel.ts";
import { AwsError } from "../../kernel/wire.ts";
import type { Engine } from "../engine/engine.ts";
import type { Thread } from "../engine/execution.ts";
import { constraintViolated, type Input, optionalString, requiredString } from "../input.ts";
import { exceedsPayload, parseJson } from "../json-text.ts";
import { executionOfToken } from "../tasks/task-token.ts";

const MAX_ERROR_LENGTH = 256;
const MAX_CAUSE_LENGTH = 32_768;

export function taskCallbackActions(kernel: Kernel, engine: Engine) {
  return {
    async SendTaskSuccess(input: Input) {
      const thread = waitingTask(engine, input);
      const output = requiredString(input, "output");
      const result = parsedOutput(output);
      engine.turn(thread.execution, () => engine.tasks.succeed(thread, result));
      await kernel.store.durable();
      return {};
    },

    async SendTaskFailure(input: Input) {
      const thread = waitingTask(engine, input);
      const error = optionalStringUpTo(input, "error", MAX_ERROR_LENGTH);
      const cause = optionalStringUpTo(input, "cause", MAX_CAUSE_LENGTH);
      engine.turn(thread.execution, () =>
        engine.tasks.fail(thread, { error: error ?? "", ...(cause === undefined ? {} : { cause }) }),
      );
      await kernel.store.durable();
      return {};
    },

    async SendTaskHeartbeat(input: Input) {
      const thread = waitingTask(engine, input);
      engine.turn(thread.execution, () => engine.tasks.heartbeat(thread));
      await kernel.store.durable();
      return {};
    },
  };
}

/** @throws AwsError InvalidToken, TaskDoesNotExist, TaskTimedOut */
function waitingTask(engine: Engine, input: Input): Thread {
  const token = requiredString(input, "taskToken");
  const thread = engine.tasks.awaiting(token);
  if (thread) return thread;
  const executionArn = executionOfToken(token);
  if (executionArn === undefined) throw new AwsError("InvalidToken", "Invalid Token: 'Invalid token'");
  if (!engine.executions.find(executionArn)) {
    throw new AwsError("TaskDoesNotExist", "Task Does Not Exist: 'Provided task does not exist'");
  }
  throw new AwsError("TaskTimedOut", "Task Timed Out: 'Provided task does not exist anymore'");
}

function parsedOutput(output: string): unknown {
  if (exceedsPayload(output)) {
    throw constraintViolated("output", "…", "Member must have length less than or equal to 262144");
  }
  try {
    return parseJson(output);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new AwsError("InvalidOutput", `Invalid Output: '${reason}'`);
  }
}

function optionalStringUpTo(input: Input, member: string, most: number): string | undefined {
  const value = optionalString(input, member);
  if (value !== undefined && value.length > most) {
    throw constraintViolated(member, value, `Member must have length less than or equal to ${most}`);
  }
  return value;
}
