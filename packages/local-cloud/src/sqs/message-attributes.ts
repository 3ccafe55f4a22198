import { hash } from "node:crypto";
import type { MessageAttribute } from "../kernel/targets.ts";
import { invalidParameter } from "./errors.ts";
import { type Input, optionalString } from "./input.ts";

export type MessageAttributes = Record<string, MessageAttribute>;

const NAME = /^(?!\.)(?!.*\.\.)[A-Za-z0-9_.-]{1,256}(?<!\.)$/;
const RESERVED_NAME = /^(aws|amazon)\./i;
const DATA_TYPE = /^(String|Number|Binary)(\..{1,249})?$/;

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html */
export function parseMessageAttributes(
  given: Record<string, Input> | undefined,
): MessageAttributes | undefined {
  if (!given) return undefined;
  const names = Object.keys(given);
  if (names.length === 0) return undefined;
  if (names.length > 10) {
    throw invalidParameter(
      "MessageAttributes",
      names.length,
      "Number of message attributes exceeds the allowed maximum (10).",
    );
  }
  for (const name of names) {
    if (!NAME.test(name) || RESERVED_NAME.test(name)) {
      throw invalidParameter("MessageAttributeName", name, "The message attribute name is not valid.");
    }
  }
  return Object.fromEntries(names.map((name) => [name, parseAttribute(name, given[name] as Input)]));
}

function parseAttribute(name: string, given: Input): MessageAttribute {
  const type = optionalString(given, "DataType");
  if (!type) throw attributeError(name, "must contain a non-empty attribute type.");
  if (!DATA_TYPE.test(type)) throw attributeError(name, `has an invalid attribute type: ${type}.`);
  if (type.startsWith("Binary")) {
    const binary = optionalString(given, "BinaryValue");
    if (!binary) throw attributeError(name, "must contain a non-empty message attribute value.");
    return { DataType: type, BinaryValue: binary };
  }
  const text = optionalString(given, "StringValue");
  if (!text) throw attributeError(name, "must contain a non-empty message attribute value.");
  if (type.startsWith("Number") && (text.trim() === "" || !Number.isFinite(Number(text)))) {
    throw attributeError(name, "could not be cast to a number.");
  }
  return { DataType: type, StringValue: text };
}

function attributeError(name: string, reason: string) {
  return invalidParameter("MessageAttributes", name, `The message attribute '${name}' ${reason}`);
}

/** Bytes that count towards the message's size: names, types and values. */
export function attributesSize(attributes: MessageAttributes | undefined): number {
  let size = 0;
  for (const name in attributes) {
    const attribute = attributes[name] as MessageAttribute;
    size += Buffer.byteLength(name) + Buffer.byteLength(attribute.DataType) + valueBytes(attribute).length;
  }
  return size;
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html#sqs-attributes-md5-message-digest-calculation */
export function attributesMd5(attributes: MessageAttributes): string {
  const parts: Buffer[] = [];
  const add = (bytes: Buffer) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    parts.push(length, bytes);
  };
  for (const name of Object.keys(attributes).sort()) {
    const attribute = attributes[name] as MessageAttribute;
    add(Buffer.from(name));
    add(Buffer.from(attribute.DataType));
    parts.push(Buffer.from([attribute.BinaryValue === undefined ? 1 : 2]));
    add(valueBytes(attribute));
  }
  return hash("md5", Buffer.concat(parts), "hex");
}

function valueBytes(attribute: MessageAttribute): Buffer {
  return attribute.BinaryValue === undefined
    ? Buffer.from(attribute.StringValue ?? "")
    : Buffer.from(attribute.BinaryValue, "base64");
}

/** The requested attributes: by name, by `prefix.*`, or all. */
export function selectAttributes(
  attributes: MessageAttributes | undefined,
  wanted: readonly string[],
): MessageAttributes | undefined {
  if (!attributes || wanted.length === 0) return undefined;
  if (wanted.includes("All") || wanted.includes(".*")) return attributes;
  const matches = (name: string) =>
    wanted.some((one) => (one.endsWith(".*") ? name.startsWith(one.slice(0, -1)) : name === one));
  const selected = Object.entries(attributes).filter(([name]) => matches(name));
  return selected.length === 0 ? undefined : Object.fromEntries(selected);
}
