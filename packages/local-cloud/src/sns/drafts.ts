import { hash } from "node:crypto";
import type { MessageAttribute } from "../kernel/targets.ts";
import { AwsError } from "../kernel/wire.ts";
import { optionalText, type Parameters, structures } from "../protocols/query.ts";
import type { Publication } from "./delivery/publication.ts";
import { invalidParameter } from "./errors.ts";
import type { Topic } from "./state/topics.ts";

/** A message as a publisher sends it. */
export interface Draft {
  message: string;
  subject?: string | undefined;
  /** `json`: the message is an object with a member for each protocol and a `default`. */
  structure?: string | undefined;
  attributes?: Record<string, MessageAttribute> | undefined;
  group?: string | undefined;
  deduplicationId?: string | undefined;
}

/** Maximum size of a message with its attributes, and of a batch of messages together. */
export const MOST_BYTES = 262_144;

export function parseDraft(parameters: Parameters): Draft {
  const message = optionalText(parameters, "Message");
  if (message === undefined || message === "") throw invalidParameter("Empty message");
  return {
    message,
    subject: optionalText(parameters, "Subject"),
    structure: optionalText(parameters, "MessageStructure"),
    attributes: parseAttributes(parameters),
    group: optionalText(parameters, "MessageGroupId"),
    deduplicationId: optionalText(parameters, "MessageDeduplicationId"),
  };
}

const DATA_TYPE = /^(String(\.Array)?|Number|Binary)$/;

function parseAttributes(parameters: Parameters): Draft["attributes"] {
  const entries = structures(parameters, "MessageAttributes", "entry");
  if (entries.length === 0) return undefined;
  return Object.fromEntries(
    entries.map((entry) => {
      const name = optionalText(entry, "Name");
      const value = entry["Value"];
      if (!name || typeof value !== "object")
        throw invalidParameter("Message attribute name can not be empty");
      return [name, parseAttribute(name, value)];
    }),
  );
}

function parseAttribute(name: string, given: Parameters): MessageAttribute {
  const DataType = optionalText(given, "DataType") ?? "";
  const refuse = (reason: string) =>
    new AwsError("ParameterValueInvalid", `The message attribute '${name}' ${reason}`);
  if (!DATA_TYPE.test(DataType)) {
    throw refuse(
      "has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.",
    );
  }
  const value = optionalText(given, DataType === "Binary" ? "BinaryValue" : "StringValue");
  if (!value) throw refuse("must contain non-empty message attribute value for message attribute type.");
  if (DataType === "Number" && !Number.isFinite(Number(value))) throw refuse("must be a number.");
  return DataType === "Binary" ? { DataType, BinaryValue: value } : { DataType, StringValue: value };
}

export function draftSize(draft: Draft): number {
  let size = Buffer.byteLength(draft.message);
  for (const [name, attribute] of Object.entries(draft.attributes ?? {})) {
    size += Buffer.byteLength(name) + attribute.DataType.length;
    size += attribute.StringValue
      ? Buffer.byteLength(attribute.StringValue)
      : Math.floor(((attribute.BinaryValue ?? "").length * 3) / 4);
  }
  return size;
}

/**
 * Checks a draft against its topic and returns the publication, without its FIFO sequence number.
 */
export function admit(draft: Draft, topic: Topic, given: { messageId: string; at: number }): Publication {
  if (draftSize(draft) > MOST_BYTES) throw invalidParameter("Message too long");
  if (draft.subject !== undefined && (draft.subject === "" || draft.subject.length > 100)) {
    throw invalidParameter("Subject");
  }
  const publication: Publication = { ...given, topicArn: topic.arn, ...messages(draft) };
  if (draft.subject !== undefined) publication.subject = draft.subject;
  if (draft.attributes) publication.attributes = draft.attributes;
  if (draft.group !== undefined) publication.group = draft.group;
  if (!topic.record.fifo) {
    if (draft.deduplicationId !== undefined) {
      throw invalidParameter(
        "MessageDeduplicationId Reason: The request includes MessageDeduplicationId parameter that is not valid for this topic type",
      );
    }
    return publication;
  }
  if (draft.group === undefined) {
    throw invalidParameter("The MessageGroupId parameter is required for FIFO topics");
  }
  if (draft.deduplicationId === undefined && !topic.record.contentBasedDeduplication) {
    throw invalidParameter(
      "The topic should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly",
    );
  }
  publication.deduplicationId = draft.deduplicationId ?? hash("sha256", draft.message, "hex");
  return publication;
}

function messages(draft: Draft): Pick<Publication, "message" | "byProtocol"> {
  if (draft.structure === undefined) return { message: draft.message };
  if (draft.structure !== "json") throw invalidParameter("MessageStructure");
  let parsed: unknown;
  try {
    parsed = JSON.parse(draft.message);
  } catch {
    throw invalidParameter("Message Structure - JSON message body failed to parse");
  }
  const texts = Object.entries(parsed ?? {}).filter(
    (entry): entry is [string, string] => typeof entry[1] === "string",
  );
  const byProtocol = Object.fromEntries(texts);
  const message = byProtocol["default"];
  if (message === undefined) {
    throw invalidParameter("Message Structure - No default entry in JSON message body");
  }
  return { message, byProtocol };
}
