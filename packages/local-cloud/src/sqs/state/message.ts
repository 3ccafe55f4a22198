import type { MessageAttributes } from "../message-attributes.ts";

/** A message as it is stored. Times are milliseconds since the epoch. */
export interface MessageRecord {
  id: string;
  body: string;
  md5: string;
  attributes?: MessageAttributes;
  attributesMd5?: string;
  /** X-Ray trace header. */
  trace?: string;
  sentAt: number;
  /** Hidden until then: delayed if `receives` is 0, in flight otherwise. */
  visibleAt: number;
  receives: number;
  /** On a dead-letter queue: receipts in the queues that the message comes from. */
  receivedBefore?: number;
  firstReceivedAt?: number;
  /** Time of the latest receipt. */
  receivedAt?: number;
  group?: string;
  deduplicationId?: string;
  /** On a dead-letter queue: ARN of the queue that the message comes from. */
  deadLetterSource?: string;
}

/** A message in a queue's memory. */
export interface QueuedMessage {
  /** Order within the queue; also the key in the store. */
  readonly sequence: number;
  readonly record: MessageRecord;
  place: "visible" | "delayed" | "inFlight";
  slot: number;
}

/** A message as a sender sends it. */
export interface Draft {
  body: string;
  attributes?: MessageAttributes | undefined;
  trace?: string | undefined;
  delaySeconds?: number | undefined;
  group?: string | undefined;
  deduplicationId?: string | undefined;
}

export interface Sent {
  messageId: string;
  md5: string;
  attributesMd5: string | undefined;
  sequence: number;
}

/** One receipt of a message, with the record at the time of receipt. */
export interface Received {
  record: Readonly<MessageRecord>;
  sequence: number;
  receiptHandle: string;
}

/** The record of an accepted draft. */
export function newRecord(
  draft: Draft,
  given: { id: string; md5: string; attributesMd5: string | undefined; sentAt: number; visibleAt: number },
): MessageRecord {
  const { id, md5, sentAt, visibleAt } = given;
  const record: MessageRecord = { id, body: draft.body, md5, sentAt, visibleAt, receives: 0 };
  if (draft.attributes && given.attributesMd5) {
    record.attributes = draft.attributes;
    record.attributesMd5 = given.attributesMd5;
  }
  if (draft.trace) record.trace = draft.trace;
  if (draft.group) record.group = draft.group;
  if (draft.deduplicationId) record.deduplicationId = draft.deduplicationId;
  return record;
}

/** FIFO sequence numbers have 20 digits and increase. */
export function sequenceNumber(sequence: number): string {
  return `1${String(sequence).padStart(19, "0")}`;
}

/** A handle for one receipt. A later receive of the same message has another handle. */
export function receiptHandle(queueId: string, message: QueuedMessage): string {
  const { id, receives } = message.record;
  return Buffer.from(`${queueId} ${message.sequence} ${id} ${receives}`).toString("base64");
}

export interface Receipt {
  queueId: string;
  sequence: number;
  messageId: string;
  receives: number;
}

/** Undefined if {@link receiptHandle} did not make the handle. */
export function parseReceiptHandle(handle: string): Receipt | undefined {
  const parts = Buffer.from(handle, "base64").toString("latin1").split(" ");
  const [queueId, sequence, messageId, receives] = parts;
  if (parts.length !== 4 || !queueId || !messageId) return undefined;
  const receipt = { queueId, sequence: Number(sequence), messageId, receives: Number(receives) };
  return Number.isSafeInteger(receipt.sequence) && Number.isSafeInteger(receipt.receives)
    ? receipt
    : undefined;
}

/** The attributes that SQS sets itself, for receivers and Lambda events. */
export function systemAttributes(
  record: Readonly<MessageRecord>,
  sequence: number,
  fifo: boolean,
  account: string,
): Record<string, string> {
  const attributes: Record<string, string> = {
    ApproximateReceiveCount: String(record.receives + (record.receivedBefore ?? 0)),
    SentTimestamp: String(record.sentAt),
    SenderId: account,
    ApproximateFirstReceiveTimestamp: String(record.firstReceivedAt ?? record.sentAt),
  };
  if (fifo) attributes["SequenceNumber"] = sequenceNumber(sequence);
  if (record.group) attributes["MessageGroupId"] = record.group;
  if (record.deduplicationId) attributes["MessageDeduplicationId"] = record.deduplicationId;
  if (record.trace) attributes["AWSTraceHeader"] = record.trace;
  if (record.deadLetterSource) attributes["DeadLetterQueueSourceArn"] = record.deadLetterSource;
  return attributes;
}
