import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  type ReceiveMessageCommandInput,
  SendMessageCommand,
  type SendMessageCommandInput,
  SQSClient,
} from "@aws-sdk/client-sqs";
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

/** Calls of a queue by the SDK. Both are looked up at each call. */
export function callsOf(client: () => SQSClient, queueUrl: () => string) {
  const send = (MessageBody: string, more: Partial<SendMessageCommandInput> = {}) =>
    client().send(new SendMessageCommand({ QueueUrl: queueUrl(), MessageBody, ...more }));
  const receive = async (more: Partial<ReceiveMessageCommandInput> = {}): Promise<Message[]> => {
    const command = new ReceiveMessageCommand({ QueueUrl: queueUrl(), MaxNumberOfMessages: 10, ...more });
    return (await client().send(command)).Messages ?? [];
  };
  const bodies = async (more: Partial<ReceiveMessageCommandInput> = {}) =>
    (await receive(more)).map((message) => message.Body);
  const counts = async () => {
    const { Attributes } = await client().send(
      new GetQueueAttributesCommand({ QueueUrl: queueUrl(), AttributeNames: ["All"] }),
    );
    return [
      Number(Attributes?.["ApproximateNumberOfMessages"]),
      Number(Attributes?.["ApproximateNumberOfMessagesDelayed"]),
      Number(Attributes?.["ApproximateNumberOfMessagesNotVisible"]),
    ];
  };
  return { send, receive, bodies, counts };
}

/** A data folder that is removed when disposed. */
export function dataFolder(): { path: string } & Disposable {
  const path = mkdtempSync(join(tmpdir(), "cloud-"));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true }) };
}
