import { SNSClient } from "@aws-sdk/client-sns";
import { VirtualClock } from "../../../../packages/local-cloud/src/kernel/clock.ts";
import { createKernel, type KernelOptions } from "../../../../packages/local-cloud/src/kernel/kernel.ts";
import { seededRandom } from "../../../../packages/local-cloud/src/kernel/random.ts";
import { Lambda } from "../../../../packages/local-cloud/src/lambda/index.ts";
import { Sns } from "../../../../packages/local-cloud/src/sns/index.ts";
import { Sqs } from "../../../../packages/local-cloud/src/sqs/index.ts";
import { sdkConfig } from "../../../support/sdk.ts";

/** A cloud with topics, queues and functions, and a client of its SNS. */
export function startSns(options: KernelOptions = {}) {
  const kernel = createKernel({ clock: new VirtualClock(), random: seededRandom(11), ...options });
  const sqs = new Sqs(kernel);
  const lambda = new Lambda(kernel);
  const sns = new Sns(kernel);
  return {
    kernel,
    sqs,
    lambda,
    sns,
    client: new SNSClient(sdkConfig(sns.service)),
    async advance(milliseconds: number) {
      (kernel.clock as VirtualClock).advance(milliseconds);
      await kernel.activity.idle();
    },
    /** Takes all messages from the queue and returns their bodies. */
    drain(queueArn: string): string[] {
      const queue = sqs.queue(queueArn);
      const bodies: string[] = [];
      for (;;) {
        const batch = queue.receive(10);
        if (batch.length === 0) return bodies;
        for (const { record, receiptHandle } of batch) {
          bodies.push(record.body);
          queue.delete(receiptHandle);
        }
      }
    },
  };
}
