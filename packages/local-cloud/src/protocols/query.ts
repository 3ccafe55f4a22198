import type { Kernel } from "../kernel/kernel.ts";
import { AwsError, type Service, type WireRequest, type WireResponse } from "../kernel/wire.ts";
import { toXml, type XmlContent } from "./xml.ts";

/**
 * Parameters of a request in the query protocol, nested at the dots. `Tags.member.1.Key=a` is
 * `{ Tags: { member: { 1: { Key: "a" } } } }`.
 * https://smithy.io/2.0/aws/protocols/aws-query-protocol.html
 */
export interface Parameters {
  [name: string]: string | Parameters;
}

export type QueryAction = (parameters: Parameters) => Promise<XmlContent> | XmlContent;

export interface QueryServiceOptions {
  name: string;
  /** XML namespace of the responses. */
  namespace: string;
  actions: Record<string, QueryAction>;
  /** Billed requests of one call. */
  billed(request: WireRequest): number;
}

export function queryService(kernel: Kernel, options: QueryServiceOptions): Service {
  const namespace = ` xmlns="${options.namespace}"`;
  const answer = (status: number, name: string, content: XmlContent): WireResponse => ({
    status,
    headers: { "content-type": "text/xml" },
    body: toXml(name, content, namespace),
  });

  return {
    name: options.name,
    async handle(request) {
      const RequestId = kernel.random.uuid();
      let operation: string | undefined;
      let response: WireResponse;
      try {
        const parameters = parseParameters(request.body.toString("utf8"));
        const named = optionalText(parameters, "Action") ?? "";
        const action = Object.hasOwn(options.actions, named) ? options.actions[named] : undefined;
        if (!action) throw new AwsError("InvalidAction", `Could not find operation ${named}`);
        operation = named;
        const result = await action(parameters);
        const content = result === undefined ? {} : { [`${named}Result`]: result };
        response = answer(200, `${named}Response`, { ...content, ResponseMetadata: { RequestId } });
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        const Type = error.status < 500 ? "Sender" : "Receiver";
        const Error = { Type, Code: error.code, Message: error.message };
        response = answer(error.status, "ErrorResponse", { Error, RequestId });
      }
      if (operation) {
        const bytes = { request: request.body.length, response: Buffer.byteLength(response.body) };
        kernel.meter.record(options.name, operation, { requests: options.billed(request) }, bytes);
      }
      return response;
    },
  };
}

const MOST_PARAMETERS = 5000;
const DEEPEST = 16;

function parseParameters(body: string): Parameters {
  const root = empty();
  let count = 0;
  for (const [name, value] of new URLSearchParams(body)) {
    const path = name.split(".");
    count += 1;
    if (count > MOST_PARAMETERS || path.length > DEEPEST) throw malformed();
    let node = root;
    for (const part of path.slice(0, -1)) {
      const next = (node[part] ??= empty());
      if (typeof next === "string") throw malformed();
      node = next;
    }
    node[path.at(-1) ?? ""] = value;
  }
  return root;
}

/** Clients choose the names, so the object must have no prototype. */
function empty(): Parameters {
  return Object.create(null) as Parameters;
}

function malformed(): AwsError {
  return new AwsError("MalformedQueryString", "The query string contains a syntax error.");
}

export function optionalText(parameters: Parameters, name: string): string | undefined {
  const value = parameters[name];
  if (value !== undefined && typeof value !== "string") throw malformed();
  return value;
}

/** The structures of a list, in order of their index. */
export function structures(parameters: Parameters, name: string, element = "member"): Parameters[] {
  return members(parameters, name, element).filter((one) => typeof one !== "string");
}

/** The strings of a list, in order of their index. */
export function texts(parameters: Parameters, name: string): string[] {
  return members(parameters, name, "member").filter((one) => typeof one === "string");
}

function members(parameters: Parameters, name: string, element: string): (string | Parameters)[] {
  const list = parameters[name];
  const indexed = typeof list === "object" ? list[element] : undefined;
  if (typeof indexed !== "object") return [];
  return Object.keys(indexed)
    .sort((a, b) => Number(a) - Number(b))
    .map((index) => indexed[index] ?? "");
}

/** A map of strings, as in `Attributes.entry.1.key=a&Attributes.entry.1.value=b`. */
export function textMap(parameters: Parameters, name: string): Record<string, string> {
  const entries = structures(parameters, name, "entry");
  return Object.fromEntries(
    entries.map((entry) => [optionalText(entry, "key") ?? "", optionalText(entry, "value") ?? ""]),
  );
}

/** A map of strings in the query protocol's response format. */
export function mapEntries(attributes: Record<string, string>): XmlContent {
  return { entry: Object.entries(attributes).map(([key, value]) => ({ key, value })) };
}
