import { AwsError } from "../../kernel/wire.ts";
import { invalidParameter } from "../errors.ts";

export interface RedrivePolicy {
  deadLetterTargetArn: string;
  maxReceiveCount: number;
}

/** Settings of a queue in parsed form. {@link showAttributes} returns the wire form. */
export interface QueueSettings {
  fifo: boolean;
  delaySeconds: number;
  maximumMessageSize: number;
  retentionSeconds: number;
  receiveWaitSeconds: number;
  visibilitySeconds: number;
  contentBasedDeduplication: boolean;
  deduplicateByGroup: boolean;
  redrive?: RedrivePolicy;
  /**
   * Attributes that are stored and returned but have no effect here, such as Policy and encryption.
   */
  kept: Record<string, string>;
}

/** Maximum size of a message, and of all messages of a batch together. */
export const MAXIMUM_MESSAGE_BYTES = 1_048_576;

export function defaultSettings(fifo: boolean): QueueSettings {
  return {
    fifo,
    delaySeconds: 0,
    maximumMessageSize: MAXIMUM_MESSAGE_BYTES,
    retentionSeconds: 345_600,
    receiveWaitSeconds: 0,
    visibilitySeconds: 30,
    contentBasedDeduplication: false,
    deduplicateByGroup: false,
    kept: { SqsManagedSseEnabled: "true" },
  };
}

type Numeric =
  | "delaySeconds"
  | "maximumMessageSize"
  | "retentionSeconds"
  | "receiveWaitSeconds"
  | "visibilitySeconds";

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html */
const NUMERIC: Record<string, { member: Numeric; least: number; most: number }> = {
  DelaySeconds: { member: "delaySeconds", least: 0, most: 900 },
  MaximumMessageSize: { member: "maximumMessageSize", least: 1024, most: MAXIMUM_MESSAGE_BYTES },
  MessageRetentionPeriod: { member: "retentionSeconds", least: 60, most: 1_209_600 },
  ReceiveMessageWaitTimeSeconds: { member: "receiveWaitSeconds", least: 0, most: 20 },
  VisibilityTimeout: { member: "visibilitySeconds", least: 0, most: 43_200 },
};

const KEPT = new Set([
  "Policy",
  "RedriveAllowPolicy",
  "KmsMasterKeyId",
  "KmsDataKeyReusePeriodSeconds",
  "SqsManagedSseEnabled",
  "FifoThroughputLimit",
]);

/**
 * Returns `settings` with the given wire attributes applied. An empty string clears an optional
 * one.
 */
export function applyAttributes(settings: QueueSettings, attributes: Record<string, string>): QueueSettings {
  const next: QueueSettings = { ...settings, kept: { ...settings.kept } };
  for (const [name, value] of Object.entries(attributes)) {
    const numeric = Object.hasOwn(NUMERIC, name) ? NUMERIC[name] : undefined;
    if (numeric) next[numeric.member] = wholeNumber(name, value, numeric.least, numeric.most);
    else if (KEPT.has(name)) keepAttribute(next, name, value);
    else if (name === "FifoQueue") requireFifoUnchanged(settings, value);
    else if (name === "RedrivePolicy") setRedrive(next, value);
    else if (name === "ContentBasedDeduplication") {
      requireFifo(settings, name);
      next.contentBasedDeduplication = trueOrFalse(name, value);
    } else if (name === "DeduplicationScope") {
      requireFifo(settings, name);
      if (value !== "messageGroup" && value !== "queue") throw invalidValue(name);
      next.deduplicateByGroup = value === "messageGroup";
    } else throw new AwsError("InvalidAttributeName", `Unknown Attribute ${name}.`);
  }
  return next;
}

function keepAttribute(next: QueueSettings, name: string, value: string): void {
  if (name === "FifoThroughputLimit") requireFifo(next, name);
  if (value === "") delete next.kept[name];
  else next.kept[name] = value;
}

function setRedrive(next: QueueSettings, value: string): void {
  if (value === "") delete next.redrive;
  else next.redrive = parseRedrivePolicy(value);
}

function parseRedrivePolicy(text: string): RedrivePolicy {
  let policy: unknown;
  try {
    policy = JSON.parse(text);
  } catch {
    throw invalidParameter("RedrivePolicy", text, "Redrive policy is not a valid JSON map.");
  }
  if (typeof policy !== "object" || policy === null || Array.isArray(policy)) {
    throw invalidParameter("RedrivePolicy", text, "Redrive policy is not a valid JSON map.");
  }
  const { deadLetterTargetArn, maxReceiveCount } = policy as Record<string, unknown>;
  if (typeof deadLetterTargetArn !== "string") {
    throw invalidParameter(
      "RedrivePolicy",
      text,
      "Redrive policy does not contain mandatory attribute: deadLetterTargetArn.",
    );
  }
  if (maxReceiveCount === undefined) {
    throw invalidParameter(
      "RedrivePolicy",
      text,
      "Redrive policy does not contain mandatory attribute: maxReceiveCount.",
    );
  }
  const count = Number(maxReceiveCount);
  if (!Number.isInteger(count) || count < 1 || count > 1000) {
    throw invalidParameter(
      "RedrivePolicy",
      text,
      "Invalid value for maxReceiveCount. Must be between 1 and 1000.",
    );
  }
  return { deadLetterTargetArn, maxReceiveCount: count };
}

function requireFifoUnchanged(settings: QueueSettings, value: string): void {
  if (trueOrFalse("FifoQueue", value) !== settings.fifo) throw invalidValue("FifoQueue");
}

function requireFifo(settings: QueueSettings, name: string): void {
  if (!settings.fifo) {
    throw new AwsError(
      "InvalidAttributeName",
      `You can specify the ${name} only when FifoQueue is set to true.`,
    );
  }
}

const WHOLE_NUMBER = /^\d{1,9}$/;

function wholeNumber(name: string, value: string, least: number, most: number): number {
  const number = WHOLE_NUMBER.test(value) ? Number(value) : -1;
  if (number < least || number > most) throw invalidValue(name);
  return number;
}

function trueOrFalse(name: string, value: string): boolean {
  if (value !== "true" && value !== "false") throw invalidValue(name);
  return value === "true";
}

function invalidValue(name: string): AwsError {
  return new AwsError("InvalidAttributeValue", `Invalid value for the parameter ${name}.`);
}

/** The settable attributes that GetQueueAttributes returns. */
export function showAttributes(settings: QueueSettings): Record<string, string> {
  const shown: Record<string, string> = { ...settings.kept };
  for (const [name, { member }] of Object.entries(NUMERIC)) shown[name] = String(settings[member]);
  if (settings.redrive) shown["RedrivePolicy"] = JSON.stringify(settings.redrive);
  if (settings.fifo) {
    shown["FifoQueue"] = "true";
    shown["ContentBasedDeduplication"] = String(settings.contentBasedDeduplication);
    shown["DeduplicationScope"] = settings.deduplicateByGroup ? "messageGroup" : "queue";
    shown["FifoThroughputLimit"] ??= "perQueue";
  }
  return shown;
}
