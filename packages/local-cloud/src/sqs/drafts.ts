import { hash } from "node:crypto";
import { AwsError } from "../kernel/wire.ts";
import { invalidParameter, missingParameter } from "./errors.ts";
import { type Input, optionalInteger, optionalObjects, optionalString, requiredString } from "./input.ts";
import { attributesSize, parseMessageAttributes } from "./message-attributes.ts";
import type { Draft } from "./state/message.ts";
import type { Queue } from "./state/queue.ts";

/** Parses the message of SendMessage or of one entry of SendMessageBatch. */
export function parseDraft(input: Input): Draft {
  const body = optionalString(input, "MessageBody");
  if (body === undefined) throw missingParameter("MessageBody");
  const draft: Draft = { body };
  draft.delaySeconds = optionalInteger(input, "DelaySeconds", 0, 900);
  draft.group = optionalString(input, "MessageGroupId");
  draft.deduplicationId = optionalString(input, "MessageDeduplicationId");
  draft.attributes = parseMessageAttributes(optionalObjects(input, "MessageAttributes"));
  const system = optionalObjects(input, "MessageSystemAttributes") ?? {};
  for (const [name, value] of Object.entries(system)) {
    if (name !== "AWSTraceHeader") {
      throw invalidParameter("MessageSystemAttributes", name, "Message system attribute name is not valid.");
    }
    draft.trace = requiredString(value, "StringValue");
  }
  return draft;
}

/**
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html allows
 * only the other characters.
 */
const FORBIDDEN = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;
const FIFO_TOKEN = /^[\x21-\x7e]{1,128}$/;

export function draftSize(draft: Draft): number {
  return Buffer.byteLength(draft.body) + attributesSize(draft.attributes);
}

/** Checks a draft against the queue and fills in the content-based deduplication id. */
export function admit(draft: Draft, queue: Queue): Draft {
  const { maximumMessageSize, contentBasedDeduplication } = queue.record.settings;
  if (draft.body === "") throw missingParameter("MessageBody");
  if (draftSize(draft) > maximumMessageSize) {
    throw new AwsError(
      "InvalidParameterValue",
      `One or more parameters are invalid. Reason: Message must be shorter than ${maximumMessageSize} bytes.`,
    );
  }
  if (FORBIDDEN.test(draft.body)) {
    throw new AwsError(
      "InvalidMessageContents",
      "Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF",
    );
  }
  requireToken("MessageGroupId", draft.group);
  requireToken("MessageDeduplicationId", draft.deduplicationId);
  if (!queue.fifo) {
    if (draft.deduplicationId === undefined) return draft;
    throw invalidParameter(
      "MessageDeduplicationId",
      draft.deduplicationId,
      "The request includes a parameter that is not valid for this queue type.",
    );
  }
  if (draft.group === undefined) throw missingParameter("MessageGroupId");
  if (draft.delaySeconds !== undefined && draft.delaySeconds > 0) {
    throw invalidParameter(
      "DelaySeconds",
      draft.delaySeconds,
      "The request include parameter that is not valid for this queue type.",
    );
  }
  if (draft.deduplicationId !== undefined) return draft;
  if (!contentBasedDeduplication) {
    throw new AwsError(
      "InvalidParameterValue",
      "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly",
    );
  }
  return { ...draft, deduplicationId: hash("sha256", draft.body, "hex") };
}

function requireToken(name: string, value: string | undefined): void {
  if (value === undefined || FIFO_TOKEN.test(value)) return;
  throw invalidParameter(
    name,
    value,
    `${name} can only include alphanumeric and punctuation characters. 1 to 128 in length.`,
  );
}
