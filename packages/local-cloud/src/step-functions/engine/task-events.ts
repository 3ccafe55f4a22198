import type { Kernel } from "../../kernel/kernel.ts";
import type { Resource } from "../asl/definition.ts";
import type { Failure } from "../asl/failure.ts";
import type { Thread } from "./execution.ts";
import { appendTo, type EventDetails, withFailure, withInput, withOutput } from "./history.ts";

interface Limits {
  timeout: number | undefined;
  heartbeat: number | undefined;
}

/**
 * The history events of tasks. Functions called by their ARN have their own event types;
 * integrations have the Task types.
 */
export class TaskEvents {
  readonly #kernel: Kernel;

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
  }

  /**
   * Appends the scheduled and the started event. Returns the id of the event that holds the input.
   */
  scheduled(thread: Thread, resource: Resource, input: string, limits: Limits): number {
    const details: EventDetails = {};
    if (limits.timeout !== undefined) details["timeoutInSeconds"] = limits.timeout;
    if (limits.heartbeat !== undefined) details["heartbeatInSeconds"] = limits.heartbeat;
    if (resource.kind === "function") {
      const value = { resource: resource.arn, ...withInput(input), ...details };
      const id = this.#append(thread, "LambdaFunctionScheduled", {
        key: "lambdaFunctionScheduledEventDetails",
        value,
      });
      this.#append(thread, "LambdaFunctionStarted");
      return id;
    }
    const value = {
      ...resourceDetails(resource),
      region: this.#kernel.region,
      parameters: input,
      ...details,
    };
    const id = this.#append(thread, "TaskScheduled", { key: "taskScheduledEventDetails", value });
    this.#append(thread, "TaskStarted", { key: "taskStartedEventDetails", value: resourceDetails(resource) });
    return id;
  }

  submitted(thread: Thread, resource: Resource, output: string): void {
    const value = { ...resourceDetails(resource), ...withOutput(output) };
    this.#append(thread, "TaskSubmitted", { key: "taskSubmittedEventDetails", value });
  }

  succeeded(thread: Thread, resource: Resource, output: string): void {
    const value = { ...resourceDetails(resource), ...withOutput(output) };
    if (resource.kind === "function") {
      this.#append(thread, "LambdaFunctionSucceeded", { key: "lambdaFunctionSucceededEventDetails", value });
    } else {
      this.#append(thread, "TaskSucceeded", { key: "taskSucceededEventDetails", value });
    }
  }

  failed(thread: Thread, resource: Resource, failure: Failure): void {
    const value = { ...resourceDetails(resource), ...withFailure(failure) };
    if (resource.kind === "function") {
      this.#append(thread, "LambdaFunctionFailed", { key: "lambdaFunctionFailedEventDetails", value });
    } else {
      this.#append(thread, "TaskFailed", { key: "taskFailedEventDetails", value });
    }
  }

  timedOut(thread: Thread, resource: Resource): void {
    const value = { ...resourceDetails(resource), error: "States.Timeout" };
    if (resource.kind === "function") {
      this.#append(thread, "LambdaFunctionTimedOut", { key: "lambdaFunctionTimedOutEventDetails", value });
    } else {
      this.#append(thread, "TaskTimedOut", { key: "taskTimedOutEventDetails", value });
    }
  }

  #append(thread: Thread, type: string, details?: Parameters<typeof appendTo>[3]): number {
    return appendTo(thread, this.#kernel.clock.now(), type, details);
  }
}

/**
 * `resourceType` and `resource` as in histories, such as `lambda` and `invoke.waitForTaskToken`.
 */
function resourceDetails(resource: Resource): EventDetails {
  if (resource.kind === "function") return {};
  const { service, action, pattern } = resource;
  return {
    resourceType: service,
    resource: pattern === "requestResponse" ? action : `${action}.${pattern}`,
  };
}
