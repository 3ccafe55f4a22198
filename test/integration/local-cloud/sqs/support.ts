import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SQSClient } from "@aws-sdk/client-sqs";
import { VirtualClock } from "../../../../packages/local-cloud/src/kernel/clock.ts";
import { createKernel, type KernelOptions } from "../../../../packages/local-cloud/src/kernel/kernel.ts";
import { seededRandom } from "../../../../packages/local-cloud/src/kernel/random.ts";
import { Lambda } from "../../../../packages/local-cloud/src/lambda/index.ts";
import { Sqs } from "../../../../packages/local-cloud/src/sqs/index.ts";
import { sdkConfig } from "../../../support/sdk.ts";

/** A cloud with queues and functions, and a client of its SQS. */
export function startSqs(options: KernelOptions = {}) {
  const clock = new VirtualClock();
  const kernel = createKernel({ clock, random: seededRandom(7), ...options });
  const sqs = new Sqs(kernel);
  const lambda = new Lambda(kernel);
  const client = new SQSClient(sdkConfig(sqs.service));
  return {
    kernel,
    sqs,
    lambda,
    client,
    /** Advances the clock and waits until all due work is done. */
    async advance(milliseconds: number) {
      (kernel.clock as VirtualClock).advance(milliseconds);
      await kernel.activity.idle();
    },
  };
}

/** A data folder that is removed when disposed. */
export function dataFolder(): { path: string } & Disposable {
  const path = mkdtempSync(join(tmpdir(), "cloud-"));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true }) };
}
