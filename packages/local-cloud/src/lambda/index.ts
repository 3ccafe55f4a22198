import { parseArn } from "../kernel/arn.ts";
import { callContext } from "../kernel/call-context.ts";
import type { Kernel } from "../kernel/kernel.ts";
import type { Units } from "../kernel/meter.ts";
import { RuntimeExited, Sandbox } from "../kernel/sandbox.ts";
import { AwsError } from "../kernel/wire.ts";

export interface LambdaContext {
  functionName: string;
  functionVersion: string;
  invokedFunctionArn: string;
  memoryLimitInMB: string;
  awsRequestId: string;
  logGroupName: string;
  logStreamName: string;
  callbackWaitsForEmptyEventLoop: boolean;
  getRemainingTimeInMillis: () => number;
}

export type LambdaHandler = (event: unknown, context: LambdaContext) => unknown;

/** A handler that runs elsewhere. The event and the answer pass as JSON text. */
export interface RemoteHandler {
  invoke(event: string, context: LambdaContext): Promise<string | undefined>;
}

export interface FunctionSpec {
  name: string;
  timeoutMs: number;
  memoryMb?: number;
  /**
   * Returns the handler. It is called before each invocation, so that a changed handler takes
   * effect at once.
   */
  load(): Promise<LambdaHandler | RemoteHandler> | LambdaHandler | RemoteHandler;
}

/**
 * The result of a synchronous invocation: the handler's response as JSON, or the error as Lambda
 * reports it.
 */
export type InvokeResult =
  | { ok: true; payload: unknown }
  | { ok: false; error: { errorType: string; errorMessage: string; trace: string[] } };

/** An error that left a handler, or ended its invocation. */
export interface FunctionFailure {
  function: string;
  requestId: string;
  error: unknown;
}

/**
 * Runs functions in this process with Lambda's contract: JSON in and out, a context, a time limit,
 * named errors.
 */
export class Lambda {
  readonly #kernel: Kernel;
  readonly #functions = new Map<string, FunctionSpec>();
  #onFailure: (failure: FunctionFailure) => void = () => {};

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
    kernel.targets.register("lambda", async (arn, input) => {
      const result = await this.invoke(functionNameOf(arn), input);
      if (!result.ok) throw new AwsError(result.error.errorType, result.error.errorMessage);
      return result.payload;
    });
  }

  define(spec: FunctionSpec): void {
    this.#functions.set(spec.name, spec);
  }

  /** Calls `listener` for each failure from now on. Lambda writes it to the log of the function. */
  onFailure(listener: (failure: FunctionFailure) => void): void {
    this.#onFailure = listener;
  }

  arn(name: string): string {
    return this.#kernel.arn("lambda", `function:${name}`);
  }

  /** Invokes by function name or ARN and waits for the response. */
  async invoke(nameOrArn: string, payload: unknown): Promise<InvokeResult> {
    const name = functionNameOf(nameOrArn);
    const spec = this.#functions.get(name);
    if (!spec) {
      throw new AwsError("ResourceNotFoundException", `Function not found: ${this.arn(name)}`, {
        status: 404,
      });
    }
    const sandbox = new Sandbox();
    return this.#kernel.activity.track(() => this.#run(spec, payload, sandbox), sandbox);
  }

  /** @throws AwsError if the fault plan refuses the call */
  async #run(spec: FunctionSpec, payload: unknown, sandbox: Sandbox): Promise<InvokeResult> {
    const { clock, meter, random, faults, activity } = this.#kernel;
    const requestId = random.uuid();
    const fault = faults.onCall({ service: "lambda", operation: "Invoke", caller: spec.name });
    if (fault?.delayMs) await activity.sleep(clock, fault.delayMs);
    if (fault?.refuse) throw fault.refuse;
    if (fault?.crash === "before") return failure(new RuntimeExited());

    const started = clock.now();
    const cancel = clock.schedule(started + spec.timeoutMs, () => {
      void sandbox.die(new TimedOut(spec, requestId));
    });
    const run = callContext.run({ caller: spec.name, requestId }, async () => {
      const handler = await spec.load();
      const context = this.#context(spec, requestId, started);
      const answer = await answerOf(handler, JSON.stringify(payload ?? null), context);
      return answer === undefined ? null : (JSON.parse(answer) as unknown);
    });
    try {
      const answer = await Promise.race([run, sandbox.death]);
      if (fault?.crash === "after") return failure(new RuntimeExited());
      if (fault?.loseAnswer) return failure(new TimedOut(spec, requestId));
      return { ok: true, payload: answer };
    } catch (error) {
      this.#onFailure({ function: spec.name, requestId, error });
      return failure(error);
    } finally {
      cancel();
      const used = billedUnits(clock.now() - started, memoryOf(spec));
      callContext.run({ caller: spec.name, requestId }, () => meter.record("lambda", "Invoke", used));
    }
  }

  #context(spec: FunctionSpec, requestId: string, started: number): LambdaContext {
    return {
      functionName: spec.name,
      functionVersion: "$LATEST",
      invokedFunctionArn: this.arn(spec.name),
      memoryLimitInMB: String(memoryOf(spec)),
      awsRequestId: requestId,
      logGroupName: `/aws/lambda/${spec.name}`,
      logStreamName: "local",
      callbackWaitsForEmptyEventLoop: false,
      getRemainingTimeInMillis: () => Math.max(0, started + spec.timeoutMs - this.#kernel.clock.now()),
    };
  }
}

/** https://docs.aws.amazon.com/lambda/latest/dg/troubleshooting-invocation.html */
class TimedOut extends Error {
  override readonly name = "Sandbox.Timedout";
  constructor(spec: FunctionSpec, requestId: string) {
    super(
      `RequestId: ${requestId} Error: Task timed out after ${(spec.timeoutMs / 1000).toFixed(2)} seconds`,
    );
  }
}

function memoryOf({ memoryMb = 1024 }: FunctionSpec): number {
  return memoryMb;
}

/** "Duration is rounded up to the nearest 1 ms": https://aws.amazon.com/lambda/pricing/ */
function billedUnits(elapsedMs: number, memoryMb: number): Units {
  const durationMs = Math.max(1, Math.ceil(elapsedMs));
  return { invocations: 1, durationMs, gbSeconds: (memoryMb / 1024) * (durationMs / 1000) };
}

function functionNameOf(nameOrArn: string): string {
  if (!nameOrArn.startsWith("arn:")) return nameOrArn;
  const name = parseArn(nameOrArn).resource.split(":")[1];
  if (!name) throw new AwsError("ValidationException", `Not a function ARN: ${nameOrArn}`);
  return name;
}

function failure(error: unknown): InvokeResult {
  if (!(error instanceof Error)) {
    return { ok: false, error: { errorType: "Error", errorMessage: String(error), trace: [] } };
  }
  const trace = (error.stack ?? "").split("\n");
  return { ok: false, error: { errorType: error.name, errorMessage: error.message, trace } };
}

async function answerOf(
  handler: LambdaHandler | RemoteHandler,
  event: string,
  context: LambdaContext,
): Promise<string | undefined> {
  if (typeof handler === "object") return handler.invoke(event, context);
  return JSON.stringify(await handler(JSON.parse(event), context));
}
