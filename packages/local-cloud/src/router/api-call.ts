import { AwsError, type WireRequest, type WireResponse } from "../kernel/wire.ts";
import { child, childText, parseXml, type XmlElement } from "../protocols/xml.ts";
import type { Endpoint } from "./dispatch.ts";
import { restTarget } from "./operation.ts";

type Members = Record<string, unknown>;
type Answer = Record<string, unknown>;

/** Calls an operation by the names of its API: `("sqs", "SendMessage", { QueueUrl, … })`. */
export type ApiCall = (service: string, operation: string, input: object) => Promise<Answer>;

/**
 * Makes an {@link ApiCall} from a router, for callers without an SDK: Step Functions' service
 * integrations and code that sets up resources. Rejects with the service's AwsError.
 */
export function apiCall(
  endpoints: readonly Endpoint[],
  handle: (request: WireRequest) => Promise<WireResponse>,
): ApiCall {
  return async (name, operation, input) => {
    const endpoint = endpoints.find(({ service }) => service.name === name);
    const request = endpoint && wireRequest(endpoint, operation, input as Members);
    if (!request)
      throw new AwsError("UnknownOperationException", `The local cloud has no ${name} ${operation}`);
    const response = await handle(request);
    const body = typeof response.body === "string" ? response.body : response.body.toString("utf8");
    return endpoint.protocol === "query" ? readXml(response.status, body) : readJson(response, body);
  };
}

function wireRequest(endpoint: Endpoint, operation: string, input: Members): WireRequest | undefined {
  const common = { method: "POST", path: "/", query: new URLSearchParams() };
  switch (endpoint.protocol) {
    case "json": {
      const headers = {
        "content-type": "application/x-amz-json-1.0",
        "x-amz-target": `${endpoint.target}.${operation}`,
      };
      return { ...common, headers, body: Buffer.from(JSON.stringify(input)) };
    }
    case "query": {
      const form = new URLSearchParams({ Action: operation });
      flatten(form, "", input);
      const headers = { "content-type": "application/x-www-form-urlencoded" };
      return { ...common, headers, body: Buffer.from(form.toString()) };
    }
    case "rest-json": {
      const target = restTarget(endpoint.service, operation, input);
      const headers = { "content-type": "application/json" };
      return target && { ...common, ...target, headers, body: Buffer.from(JSON.stringify(input)) };
    }
    case "rest-xml":
      return undefined;
  }
}

/** https://smithy.io/2.0/aws/protocols/aws-query-protocol.html */
function flatten(form: URLSearchParams, prefix: string, value: unknown): void {
  if (value === undefined || value === null) return;
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) flatten(form, `${prefix}.member.${index + 1}`, item);
  } else if (typeof value === "object") {
    const entries = Object.entries(value);
    const map = MAPS[prefix];
    if (map) {
      for (const [index, [key, item]] of entries.entries()) {
        form.append(`${prefix}.entry.${index + 1}.${map.key}`, key);
        flatten(form, `${prefix}.entry.${index + 1}.${map.value}`, item);
      }
    } else
      for (const [name, item] of entries) flatten(form, prefix === "" ? name : `${prefix}.${name}`, item);
  } else form.append(prefix, typeof value === "string" ? value : JSON.stringify(value));
}

/** Members of SNS that are maps, with the names of their entries' key and value. */
const MAPS: Record<string, { key: string; value: string } | undefined> = {
  Attributes: { key: "key", value: "value" },
  MessageAttributes: { key: "Name", value: "Value" },
};

function readJson({ status, headers }: WireResponse, body: string): Answer {
  const answer = (body === "" ? {} : JSON.parse(body)) as Answer;
  if (status < 300) return answer;
  const { message, Message = message, __type, ...details } = answer;
  const code = headers["x-amzn-errortype"] ?? String(__type).split("#").at(-1) ?? "";
  throw new AwsError(code, typeof Message === "string" ? Message : "", { status, details });
}

function readXml(status: number, body: string): Answer {
  const document = parseXml(body);
  if (status >= 300) {
    const error = child(document, "Error") ?? document;
    throw new AwsError(childText(error, "Code") ?? "", childText(error, "Message") ?? "", { status });
  }
  const result = document.children.find(({ name }) => name.endsWith("Result"));
  return (result ? valueOf(result) : {}) as Answer;
}

function valueOf({ text, children }: XmlElement): unknown {
  if (children.length === 0) return text;
  if (children.every(({ name }) => name === "member")) return children.map(valueOf);
  return Object.fromEntries(children.map((element) => [element.name, valueOf(element)]));
}
