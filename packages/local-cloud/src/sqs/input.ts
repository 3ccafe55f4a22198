import { AwsError } from "../kernel/wire.ts";
import { invalidParameter, missingParameter } from "./errors.ts";

/** Unvalidated members of a request. */
export type Input = Record<string, unknown>;

function wrongType(name: string, expected: string): AwsError {
  return new AwsError("SerializationException", `${name} must be ${expected}.`);
}

export function optionalString(input: Input, name: string): string | undefined {
  const value = input[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "string") throw wrongType(name, "a string");
  return value;
}

export function requiredString(input: Input, name: string): string {
  const value = optionalString(input, name);
  if (value === undefined || value === "") throw missingParameter(name);
  return value;
}

/** An integer from `least` to `most`, both inclusive. */
export function optionalInteger(input: Input, name: string, least: number, most: number): number | undefined {
  const value = input[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "number" || !Number.isInteger(value)) throw wrongType(name, "an integer");
  if (value < least || value > most) {
    throw invalidParameter(name, value, `Must be >= ${least} and <= ${most}, if provided.`);
  }
  return value;
}

export function requiredInteger(input: Input, name: string, least: number, most: number): number {
  const value = optionalInteger(input, name, least, most);
  if (value === undefined) throw missingParameter(name);
  return value;
}

export function optionalStrings(input: Input, name: string): string[] | undefined {
  const value = input[name];
  if (value === undefined || value === null) return undefined;
  if (!Array.isArray(value) || !value.every((one) => typeof one === "string")) {
    throw wrongType(name, "a list of strings");
  }
  return value;
}

/** A map whose values are objects. */
export function optionalObjects(input: Input, name: string): Record<string, Input> | undefined {
  const value = input[name];
  if (value === undefined || value === null) return undefined;
  if (!isObject(value) || !Object.values(value).every(isObject)) throw wrongType(name, "a map of structures");
  return value as Record<string, Input>;
}

/** A map whose values are strings. */
export function optionalStringMap(input: Input, name: string): Record<string, string> | undefined {
  const value = input[name];
  if (value === undefined || value === null) return undefined;
  if (!isObject(value) || !Object.values(value).every((one) => typeof one === "string")) {
    throw wrongType(name, "a map of strings");
  }
  return value as Record<string, string>;
}

const ENTRY_ID = /^[A-Za-z0-9_-]{1,80}$/;

/** The entries of a batch request: one to ten, with distinct valid ids. */
export function batchEntries(input: Input): (Input & { Id: string })[] {
  const entries = input["Entries"];
  if (entries !== undefined && entries !== null && !(Array.isArray(entries) && entries.every(isObject))) {
    throw wrongType("Entries", "a list of structures");
  }
  if (!entries || entries.length === 0) {
    throw new AwsError(
      "EmptyBatchRequest",
      "There should be at least one SendMessageBatchRequestEntry in the request.",
    );
  }
  if (entries.length > 10) {
    throw new AwsError(
      "TooManyEntriesInBatchRequest",
      `Maximum number of entries per request are 10. You have sent ${entries.length}.`,
    );
  }
  const seen = new Set<string>();
  for (const entry of entries) {
    const id = requiredString(entry, "Id");
    if (!ENTRY_ID.test(id)) {
      throw new AwsError(
        "InvalidBatchEntryId",
        "A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.",
      );
    }
    if (seen.has(id)) throw new AwsError("BatchEntryIdsNotDistinct", `Id ${id} repeated.`);
    seen.add(id);
  }
  return entries as (Input & { Id: string })[];
}

function isObject(value: unknown): value is Input {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
