import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { EventBridge } from "../../../../packages/local-cloud/src/event-bridge/index.ts";
import { VirtualClock } from "../../../../packages/local-cloud/src/kernel/clock.ts";
import type { KernelOptions } from "../../../../packages/local-cloud/src/kernel/kernel.ts";
import { createKernel, type Kernel } from "../../../../packages/local-cloud/src/kernel/kernel.ts";
import { seededRandom } from "../../../../packages/local-cloud/src/kernel/random.ts";
import type { TargetOptions } from "../../../../packages/local-cloud/src/kernel/targets.ts";
import { sdkConfig } from "../../../support/sdk.ts";

export interface Received {
  arn: string;
  input: unknown;
  options: TargetOptions;
}

/**
 * Targets in the form of queues. They record their input, unless a failure is set for their ARN.
 */
export class Inbox {
  readonly received: Received[] = [];
  readonly attempts: Received[] = [];
  readonly failures = new Map<string, Error>();

  constructor(kernel: Kernel, services = ["sqs", "lambda", "states", "sns"]) {
    for (const service of services) {
      kernel.targets.register(service, async (arn, input, options) => {
        this.attempts.push({ arn, input, options });
        const failure = this.failures.get(arn);
        if (failure) throw failure;
        this.received.push({ arn, input, options });
      });
    }
  }

  inputs(arn?: string): unknown[] {
    return this.received.filter((one) => arn === undefined || one.arn === arn).map(({ input }) => input);
  }
}

export function startEventBridge(options: KernelOptions = {}) {
  const clock = new VirtualClock();
  const kernel = createKernel({ clock, random: seededRandom(7), ...options });
  const inbox = new Inbox(kernel);
  const bridge = new EventBridge(kernel);
  bridge.resume();
  const client = new EventBridgeClient(sdkConfig(bridge.service));
  const queue = (name: string): string => kernel.arn("sqs", name);
  return { clock, kernel, inbox, bridge, client, queue };
}
