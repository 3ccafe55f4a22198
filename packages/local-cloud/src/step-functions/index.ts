import type { Kernel } from "../kernel/kernel.ts";
import { meterCalls } from "../kernel/metered.ts";
import { AwsError, type Service } from "../kernel/wire.ts";
import type { Lambda } from "../lambda/index.ts";
import { jsonService } from "../protocols/json.ts";
import { historyActions } from "./actions/execution-history.ts";
import { executionActions } from "./actions/executions.ts";
import { stateMachineActions } from "./actions/state-machines.ts";
import { tagActions } from "./actions/tags.ts";
import { taskCallbackActions } from "./actions/task-callbacks.ts";
import { Engine } from "./engine/engine.ts";
import { startExecution } from "./start-execution.ts";
import { Machines, type MachineType } from "./state/machines.ts";
import type { ServiceEvent } from "./status-event.ts";
import type { CallService } from "./tasks/call-service.ts";

export type { CallService } from "./tasks/call-service.ts";

/** A state machine as the runtime declares it. */
export interface StateMachineSpec {
  name: string;
  /** Amazon States Language: an object or its JSON text. */
  definition: object | string;
  /** Default: STANDARD. */
  type?: MachineType;
  roleArn?: string;
}

interface OtherServices {
  /** Calls the services other than Lambda for Task states. */
  callService?: CallService | undefined;
  /**
   * Accepts an event for the default event bus in this synchronous block. Standard executions
   * publish when they start and end, Express ones do not.
   */
  publish?: (event: ServiceEvent) => void;
}

/**
 * AWS Step Functions: workflows in the Amazon States Language (JSONPath), Standard and Express. A
 * Standard execution survives the death of the process at any moment. Call {@link resume} once
 * functions can be invoked.
 */
export class StepFunctions {
  readonly service: Service;
  readonly #kernel: Kernel;
  readonly #machines: Machines;
  readonly #engine: Engine;

  constructor(kernel: Kernel, lambda: Lambda, services: OtherServices = {}) {
    this.#kernel = kernel;
    this.#machines = new Machines(kernel);
    this.#engine = new Engine(kernel, this.#machines, {
      lambda,
      callService: services.callService ?? unreachable,
      publish: services.publish ?? (() => {}),
    });
    const actions = {
      ...stateMachineActions(kernel, this.#machines),
      ...executionActions(kernel, this.#machines, this.#engine),
      ...historyActions(kernel, this.#engine),
      ...taskCallbackActions(kernel, this.#engine),
      ...tagActions(kernel, this.#machines),
    };
    const service = jsonService({ name: "states", target: "AWSStepFunctions", version: "1.0", actions });
    this.service = meterCalls(kernel, service, actions);
    kernel.targets.register("states", (arn, input) => this.#deliver(arn, input));
  }

  /**
   * Creates a state machine, or updates the existing one if its definition differs. Running
   * executions keep their definition. Returns the ARN.
   * @throws AwsError InvalidDefinition
   */
  async createStateMachine(spec: StateMachineSpec): Promise<string> {
    const { name, type = "STANDARD" } = spec;
    const definition =
      typeof spec.definition === "string" ? spec.definition : JSON.stringify(spec.definition);
    const roleArn = spec.roleArn ?? `arn:aws:iam::${this.#kernel.account}:role/${name}`;
    const existing = this.#machines.find(this.#machines.arnOf(name));
    if (existing?.type === type) {
      const current = this.#machines.definitionText(existing.revisionId);
      if (current !== definition) this.#machines.update(existing, { definition, roleArn });
    } else {
      if (existing) this.#machines.delete(existing.arn);
      this.#machines.create({ name, definition, type, roleArn });
    }
    await this.#kernel.store.durable();
    return this.#machines.arnOf(name);
  }

  /**
   * Continues the executions that were under way when the cloud stopped. Waits continue with the
   * remaining time, tasks in flight start again, task tokens stay valid. Call it once, after
   * functions and state machines are defined.
   */
  resume(): void {
    this.#engine.resume();
  }

  /** Starts an execution for a rule or a schedule that targets a state machine. */
  async #deliver(stateMachineArn: string, input: unknown): Promise<unknown> {
    const { record } = startExecution(this.#kernel, this.#machines, this.#engine, {
      stateMachineArn,
      input: JSON.stringify(input ?? {}),
    });
    await this.#kernel.store.durable();
    return { executionArn: record.arn, startDate: record.startDate / 1000 };
  }
}

const unreachable: CallService = (service) =>
  Promise.reject(new AwsError("ServiceUnavailable", `No service ${service} is wired to Step Functions`));
