import type { Message, ReceiveMessageResult } from "@aws-sdk/client-sqs";
import { AwsError } from "../../kernel/wire.ts";
import type { SqsContext } from "../context.ts";
import { invalidParameter, queueDoesNotExist } from "../errors.ts";
import { type Input, optionalInteger, optionalString, optionalStrings, requiredString } from "../input.ts";
import { attributesMd5, type MessageAttributes, selectAttributes } from "../message-attributes.ts";
import { type MessageRecord, type Received, systemAttributes } from "../state/message.ts";
import { IN_FLIGHT_LIMIT, type Queue } from "../state/queue.ts";

export async function receiveMessage(context: SqsContext, input: Input): Promise<ReceiveMessageResult> {
  const { kernel, queues } = context;
  const queue = queues.byUrl(requiredString(input, "QueueUrl"));
  const most = optionalInteger(input, "MaxNumberOfMessages", 1, 10) ?? 1;
  const visibilitySeconds = optionalInteger(input, "VisibilityTimeout", 0, 43_200);
  const waitSeconds =
    optionalInteger(input, "WaitTimeSeconds", 0, 20) ?? queue.record.settings.receiveWaitSeconds;
  const wanted = {
    system: [
      ...(optionalStrings(input, "AttributeNames") ?? []),
      ...(optionalStrings(input, "MessageSystemAttributeNames") ?? []),
    ],
    attributes: optionalStrings(input, "MessageAttributeNames") ?? [],
  };
  requireKnown(wanted.system);
  if (optionalString(input, "ReceiveRequestAttemptId") !== undefined) {
    throw new AwsError("UnsupportedOperation", "The local cloud does not support ReceiveRequestAttemptId.");
  }

  // With long polling, and for FIFO queues, the response is empty instead.
  if (waitSeconds === 0 && !queue.fifo && queue.counts().inFlight >= IN_FLIGHT_LIMIT) {
    throw new AwsError("OverLimit", "Too many messages in flight.", { status: 403 });
  }
  const receive = () => queue.receive(most, { visibilitySeconds });
  let received = receive();
  if (received.length === 0 && waitSeconds > 0) {
    received = await waitFor(context, queue, kernel.clock.now() + waitSeconds * 1000, receive);
  }
  await kernel.store.durable();
  return received.length === 0
    ? {}
    : { Messages: received.map((one) => show(one, queue, kernel.account, wanted)) };
}

/** Long polling: the first messages that arrive for this receiver, or nothing at the deadline. */
function waitFor(
  { kernel }: SqsContext,
  queue: Queue,
  deadline: number,
  receive: () => Received[],
): Promise<Received[]> {
  return new Promise((resolve, reject) => {
    const finish = (settle: () => void) => {
      stopListening();
      cancel();
      settle();
    };
    const cancel = kernel.clock.schedule(deadline, () => finish(() => resolve([])));
    const stopListening = queue.onVisible(() => {
      if (queue.closed) return finish(() => reject(queueDoesNotExist()));
      let received: Received[];
      try {
        received = receive();
      } catch (error) {
        return finish(() => reject(error));
      }
      if (received.length > 0) finish(() => resolve(received));
    });
  });
}

interface Wanted {
  system: readonly string[];
  attributes: readonly string[];
}

function show(
  { record, receiptHandle, sequence }: Received,
  queue: Queue,
  account: string,
  wanted: Wanted,
): Message {
  const message: Message = {
    MessageId: record.id,
    ReceiptHandle: receiptHandle,
    MD5OfBody: record.md5,
    Body: record.body,
  };
  if (wanted.system.length > 0) {
    const all = systemAttributes(record, sequence, queue.fifo, account);
    message.Attributes = wanted.system.includes("All")
      ? all
      : Object.fromEntries(Object.entries(all).filter(([name]) => wanted.system.includes(name)));
  }
  const attributes = selectAttributes(record.attributes, wanted.attributes);
  if (attributes) {
    // On the wire binary values are base64 text, unlike in the SDK's type.
    message.MessageAttributes = attributes as unknown as NonNullable<Message["MessageAttributes"]>;
    message.MD5OfMessageAttributes = md5Of(attributes, record);
  }
  return message;
}

function md5Of(attributes: MessageAttributes, record: Readonly<MessageRecord>): string {
  return attributes === record.attributes && record.attributesMd5
    ? record.attributesMd5
    : attributesMd5(attributes);
}

const SYSTEM_ATTRIBUTES = new Set([
  "All",
  "AWSTraceHeader",
  "ApproximateFirstReceiveTimestamp",
  "ApproximateReceiveCount",
  "DeadLetterQueueSourceArn",
  "MessageDeduplicationId",
  "MessageGroupId",
  "SenderId",
  "SentTimestamp",
  "SequenceNumber",
]);

function requireKnown(names: readonly string[]): void {
  for (const name of names) {
    if (!SYSTEM_ATTRIBUTES.has(name)) throw invalidParameter("AttributeName", name, "Unknown attribute.");
  }
}
