import {
  CreateStateMachineCommand,
  DescribeExecutionCommand,
  type DescribeExecutionCommandOutput,
  GetExecutionHistoryCommand,
  type HistoryEvent,
  SFNClient,
  StartExecutionCommand,
} from "@aws-sdk/client-sfn";
import { VirtualClock } from "../../../../packages/local-cloud/src/kernel/clock.ts";
import { type Faults, NO_FAULTS } from "../../../../packages/local-cloud/src/kernel/faults.ts";
import { createKernel, type Kernel } from "../../../../packages/local-cloud/src/kernel/kernel.ts";
import { seededRandom } from "../../../../packages/local-cloud/src/kernel/random.ts";
import { Lambda } from "../../../../packages/local-cloud/src/lambda/index.ts";
import {
  type CallService,
  StepFunctions,
} from "../../../../packages/local-cloud/src/step-functions/index.ts";
import { sdkConfig } from "../../../support/sdk.ts";

export const ROLE = "arn:aws:iam::000000000000:role/workflow";

/** Step Functions with a virtual clock, inline functions and an SDK client. */
export class TestStepFunctions {
  readonly clock: VirtualClock;
  readonly kernel: Kernel;
  readonly lambda: Lambda;
  readonly stepFunctions: StepFunctions;
  readonly client: SFNClient;
  #machines = 0;

  constructor(options: { data?: string; now?: number; callService?: CallService; faults?: Faults } = {}) {
    const { data, faults = NO_FAULTS } = options;
    this.clock = new VirtualClock(options.now);
    this.kernel = createKernel({ data, faults, clock: this.clock, random: seededRandom(7) });
    this.lambda = new Lambda(this.kernel);
    this.stepFunctions = new StepFunctions(this.kernel, this.lambda, { callService: options.callService });
    this.client = new SFNClient(sdkConfig(this.stepFunctions.service));
  }

  /** Defines a function and returns its ARN. */
  task(name: string, handler: (event: never) => unknown, timeoutMs = 3_600_000_000): string {
    this.lambda.define({ name, timeoutMs, load: () => handler as (event: unknown) => unknown });
    return this.lambda.arn(name);
  }

  async create(
    definition: object,
    options: { name?: string; type?: "STANDARD" | "EXPRESS" } = {},
  ): Promise<string> {
    const { stateMachineArn } = await this.client.send(
      new CreateStateMachineCommand({
        name: options.name ?? `machine-${++this.#machines}`,
        definition: JSON.stringify(definition),
        roleArn: ROLE,
        type: options.type,
      }),
    );
    return stateMachineArn ?? "";
  }

  /** Creates the machine and starts one execution; returns its ARN. */
  async begin(definition: object, input: unknown = {}, name?: string): Promise<string> {
    const stateMachineArn = await this.create(definition);
    const { executionArn } = await this.client.send(
      new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(input) }),
    );
    return executionArn ?? "";
  }

  /** Runs an execution until it ends or waits for the clock. */
  async run(definition: object, input: unknown = {}): Promise<Outcome> {
    const executionArn = await this.begin(definition, input);
    return this.outcome(executionArn);
  }

  async advance(seconds: number): Promise<void> {
    this.clock.advance(seconds * 1000);
    await this.kernel.activity.idle();
  }

  async outcome(executionArn: string): Promise<Outcome> {
    await this.kernel.activity.idle();
    const description = await this.client.send(new DescribeExecutionCommand({ executionArn }));
    const { status, output, error, cause } = description;
    return {
      executionArn,
      status,
      output: output === undefined ? undefined : (JSON.parse(output) as unknown),
      error,
      cause,
      description,
    };
  }

  async history(executionArn: string): Promise<HistoryEvent[]> {
    const { events = [] } = await this.client.send(
      new GetExecutionHistoryCommand({ executionArn, maxResults: 1000 }),
    );
    return events;
  }

  async eventTypes(executionArn: string): Promise<string[]> {
    return (await this.history(executionArn)).map(({ type }) => type ?? "");
  }

  /** Simulates the death of the process: nothing is stopped in order, timers are dropped. */
  crash(): void {
    this.kernel.store.close();
    this.clock.stop();
  }
}

/** Drops everything in memory and opens the same data `seconds` later. */
export function reopenAfterCrash(
  before: TestStepFunctions,
  options: { data: string; seconds: number; define?: ((shop: TestStepFunctions) => void) | undefined },
): TestStepFunctions {
  const { data, seconds, define } = options;
  const now = before.clock.now() + seconds * 1000;
  before.crash();
  const after = new TestStepFunctions({ data, now });
  define?.(after);
  after.stepFunctions.resume();
  return after;
}

export interface Outcome {
  executionArn: string;
  status: string | undefined;
  output: unknown;
  error: string | undefined;
  cause: string | undefined;
  description: DescribeExecutionCommandOutput;
}

/** A machine of one state. */
export function only(state: Record<string, unknown>): object {
  const ends = ["Succeed", "Fail", "Choice"].includes(String(state["Type"]));
  return { StartAt: "Only", States: { Only: ends ? state : { ...state, End: true } } };
}
