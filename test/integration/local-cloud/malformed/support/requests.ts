import * as fc from "fast-check";
import type { WireRequest } from "../../../../../packages/local-cloud/src/kernel/wire.ts";
import type { AwsOperation, Shape } from "./operations.ts";

type Text = fc.Arbitrary<string>;

const DEEPEST = 4;

/** Values mostly of the shape's type, sometimes of another type. */
function valueOf(shape: Shape, text: Text, depth = 0): fc.Arbitrary<unknown> {
  const right = rightValue(shape, text, depth);
  return fc.oneof({ weight: 12, arbitrary: right }, { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2 }) });
}

function rightValue(shape: Shape, text: Text, depth: number): fc.Arbitrary<unknown> {
  switch (shape.kind) {
    case "string":
      return text;
    case "number":
      return fc.oneof(fc.integer({ min: -1, max: 100 }), fc.double({ noNaN: true }), fc.maxSafeInteger());
    case "boolean":
      return fc.boolean();
    case "blob":
      return fc.oneof(fc.base64String(), text);
    case "document":
      return fc.jsonValue({ maxDepth: 2 });
    case "list":
      return depth > DEEPEST ? fc.constant([]) : fc.array(lazily(shape.of, text, depth), { maxLength: 3 });
    case "map":
      return depth > DEEPEST
        ? fc.constant({})
        : fc.dictionary(text, lazily(shape.of, text, depth), { maxKeys: 3, noNullPrototype: true });
    case "structure":
      return structure(shape.members, text, depth);
  }
}

function lazily(shape: () => Shape, text: Text, depth: number): fc.Arbitrary<unknown> {
  return fc.constant(undefined).chain(() => valueOf(shape(), text, depth + 1));
}

function structure(
  members: ReadonlyMap<string, () => Shape>,
  text: Text,
  depth: number,
): fc.Arbitrary<Record<string, unknown>> {
  if (depth > DEEPEST) return fc.constant({});
  return fc
    .subarray([...members.keys()])
    .chain((names) =>
      fc.record(
        Object.fromEntries(
          names.map((name) => [name, lazily(members.get(name) as () => Shape, text, depth)]),
        ),
        { noNullPrototype: true },
      ),
    );
}

/** Strings that have a meaning in this account or in AWS's APIs, and strings without any. */
function texts(names: readonly string[]): Text {
  return fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...names) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        "",
        "1",
        "-1",
        "S",
        "ALL",
        "true",
        "{}",
        "[]",
        "__proto__",
        "a = :a",
        "2020-01-01T00:00:00Z",
      ),
    },
    { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 12 }) },
  );
}

/** Requests of the operation with random values, some of the wrong type. */
export function malformedInput(
  operation: AwsOperation,
  names: readonly string[],
): fc.Arbitrary<Record<string, unknown>> {
  const { input } = operation;
  return structure(input.kind === "structure" ? input.members : new Map(), texts(names), 0);
}

/** The request in the operation's protocol. */
export function wireRequest(operation: AwsOperation, input: Record<string, unknown>): WireRequest {
  const body = JSON.stringify(input);
  if (operation.service === "sns") return request(operation, flattened(operation.name, input));
  return request(operation, operation.service === "s3" ? xml(operation.name, input) : body, input);
}

/** A request with a given body. `labels` fill the path of a REST request. */
export function request(
  { service, target, http, name }: AwsOperation,
  body: string | Buffer,
  labels: Record<string, unknown> = {},
): WireRequest {
  const headers: Record<string, string> = {
    authorization: `AWS4-HMAC-SHA256 Credential=local/20261122/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`,
    "content-type": CONTENT_TYPES[service] ?? "application/x-amz-json-1.0",
  };
  if (target) headers["x-amz-target"] = target;
  const [template = "/", query = ""] = (http?.path ?? "/").split("?");
  const inBucket = service === "s3" && name !== "ListBuckets" ? "/bucket" : "";
  return {
    method: http?.method ?? "POST",
    path:
      inBucket +
      template.replaceAll(/\{(\w+)\+?\}/g, (_, label: string) => encodeURIComponent(labelOf(labels[label]))),
    query: new URLSearchParams(query),
    headers,
    body: Buffer.from(body as string),
  };
}

const CONTENT_TYPES: Record<string, string> = {
  sns: "application/x-www-form-urlencoded",
  s3: "application/xml",
  ses: "application/json",
  pipes: "application/json",
  scheduler: "application/json",
};

function labelOf(value: unknown): string {
  return typeof value === "string" ? value.toWellFormed() : "object";
}

function flattened(action: string, input: Record<string, unknown>): string {
  const form = new URLSearchParams({ Action: action });
  const add = (prefix: string, value: unknown): void => {
    if (Array.isArray(value)) value.forEach((item, index) => add(`${prefix}.member.${index + 1}`, item));
    else if (typeof value === "object" && value !== null) {
      for (const [name, item] of Object.entries(value)) add(`${prefix}.${name}`, item);
    } else form.append(prefix, String(value));
  };
  for (const [name, value] of Object.entries(input)) add(name, value);
  return form.toString();
}

function xml(name: string, value: unknown): string {
  const tag = name.replaceAll(/[^\w]/g, "") || "x";
  if (Array.isArray(value)) return value.map((item) => xml(tag, item)).join("");
  if (typeof value !== "object" || value === null) return `<${tag}>${String(value)}</${tag}>`;
  return `<${tag}>${Object.entries(value)
    .map(([member, item]) => xml(member, item))
    .join("")}</${tag}>`;
}
