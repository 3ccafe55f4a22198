import { AwsError, type Service, type WireRequest, type WireResponse } from "../kernel/wire.ts";
import type { Action } from "./json.ts";
import { parseJsonBody } from "./json-body.ts";

export interface RestRoute {
  /** Such as `CreatePipe`. */
  operation: string;
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Such as `/v1/pipes/{Name}`. A label becomes a member of the action's input. */
  path: string;
  action: Action;
}

export interface RestJsonServiceOptions {
  name: string;
  routes: RestRoute[];
  /** The spelling of the error message's member in the service's model. */
  messageMember?: "message" | "Message";
  /** Called before each call is executed, to meter it. */
  onCall?(operation: string, request: WireRequest): void;
}

/**
 * An AWS REST JSON service: https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html An
 * action's input holds the members of the body, the query parameters (a repeated one as a list) and
 * the path labels.
 */
export function restJsonService(options: RestJsonServiceOptions): Service {
  const routes = options.routes.map((route) => ({ ...route, segments: route.path.split("/") }));
  const messageMember = options.messageMember ?? "message";
  return {
    name: options.name,
    operations: options.routes,
    async handle(request) {
      try {
        const path = request.path.split("/").map(decode);
        for (const { operation, method, segments, action } of routes) {
          const labels = method === request.method ? labelsOf(segments, path) : undefined;
          if (!labels) continue;
          options.onCall?.(operation, request);
          const input = { ...parseJsonBody(request.body), ...parseQuery(request), ...labels };
          return answer(200, (await action(input, request)) ?? {});
        }
        throw new AwsError(
          "UnknownOperationException",
          `No operation for ${request.method} ${request.path}`,
          {
            status: 404,
          },
        );
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        const response = answer(error.status, { ...error.details, [messageMember]: error.message });
        response.headers["x-amzn-errortype"] = error.code;
        return response;
      }
    },
  };
}

function answer(status: number, body: object): WireResponse {
  return {
    status,
    headers: { connection: "keep-alive", "content-type": "application/json" },
    body: JSON.stringify(body),
  };
}

function labelsOf(segments: string[], path: string[]): Record<string, string> | undefined {
  if (segments.length !== path.length) return undefined;
  const labels: Record<string, string> = {};
  for (const [index, segment] of segments.entries()) {
    const actual = path[index] ?? "";
    if (segment.startsWith("{")) {
      if (actual === "") return undefined;
      labels[segment.slice(1, -1)] = actual;
    } else if (segment !== actual) return undefined;
  }
  return labels;
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw new AwsError("SerializationException", `The path segment ${segment} is not valid.`);
  }
}

function parseQuery({ query }: WireRequest): Record<string, string | string[]> {
  const members: Record<string, string | string[]> = {};
  for (const name of new Set(query.keys())) {
    const values = query.getAll(name);
    members[name] = values.length === 1 ? (values[0] ?? "") : values;
  }
  return members;
}
