import type { Expression } from "../paths/expression.ts";
import type { ReferencePath } from "../paths/json-path.ts";
import type { Condition } from "./choice.ts";

/** A state machine that has been checked and compiled. */
export interface Definition {
  scope: Scope;
  timeoutSeconds?: number;
}

/**
 * The top level of a machine, a branch of a Parallel state or the item processor of a Map state.
 */
export interface Scope {
  startAt: string;
  states: ReadonlyMap<string, State>;
}

export type State =
  | PassState
  | TaskState
  | ChoiceState
  | WaitState
  | SucceedState
  | FailState
  | ParallelState
  | MapState;

interface Common {
  name: string;
  inputPath: Expression;
  outputPath: Expression;
  /** The next state; undefined if the state ends its scope. */
  next: string | undefined;
}

/** The place of a result in the state's output. `discard` is `"ResultPath": null`. */
export type ResultPath = ReferencePath | "discard";

interface WithResult {
  parameters: Expression | undefined;
  resultPath: ResultPath;
}

interface WithRecovery {
  resultSelector: Expression | undefined;
  retry: readonly Retrier[];
  catch: readonly Catcher[];
}

export interface Retrier {
  errorEquals: readonly string[];
  intervalSeconds: number;
  backoffRate: number;
  maxAttempts: number;
  maxDelaySeconds: number | undefined;
  fullJitter: boolean;
}

export interface Catcher {
  errorEquals: readonly string[];
  next: string;
  resultPath: ResultPath;
}

interface PassState extends Common, WithResult {
  type: "Pass";
  /** Boxed, because a result may be any JSON value. */
  result: { value: unknown } | undefined;
}

export interface TaskState extends Common, WithResult, WithRecovery {
  type: "Task";
  resource: Resource;
  /** Evaluates to seconds. */
  timeout: Expression | undefined;
  heartbeat: Expression | undefined;
}

/** The target of a Task state. */
export type Resource =
  | { kind: "function"; arn: string }
  | {
      kind: "integration";
      /** As in `arn:aws:states:::<service>:<action>.<pattern>`. */
      service: IntegratedService;
      action: string;
      pattern: "requestResponse" | "waitForTaskToken" | "sync:2";
    };

export type IntegratedService = "lambda" | "sqs" | "sns" | "events" | "dynamodb" | "states";

interface ChoiceState extends Common {
  type: "Choice";
  choices: readonly { condition: Condition; next: string }[];
  default: string | undefined;
}

export interface WaitState extends Common {
  type: "Wait";
  /** End of the wait in milliseconds since the epoch. */
  until(input: unknown, evaluation: Parameters<Expression>[1], now: number): number;
}

interface SucceedState extends Common {
  type: "Succeed";
}

interface FailState extends Common {
  type: "Fail";
  error: Expression | undefined;
  cause: Expression | undefined;
}

export interface ParallelState extends Common, WithResult, WithRecovery {
  type: "Parallel";
  branches: readonly Scope[];
}

export interface MapState extends Common, WithRecovery {
  type: "Map";
  resultPath: ResultPath;
  itemsPath: Expression;
  itemSelector: Expression | undefined;
  processor: Scope;
  /** Evaluates to the maximum number of concurrent iterations; 0 is unlimited. */
  maxConcurrency: Expression;
  toleratedFailureCount: Expression | undefined;
  toleratedFailurePercentage: Expression | undefined;
}
