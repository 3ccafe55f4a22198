import { AwsError, type Service, type WireRequest, type WireResponse } from "../kernel/wire.ts";
import { parseJsonBody } from "./json-body.ts";

/** Implements one operation: parsed input in, output members out. */
// biome-ignore format: one line reads better
export type Action = (input: Record<string, unknown>, request: WireRequest) => Promise<object | undefined> | object | undefined;

export interface JsonServiceOptions {
  name: string;
  /** The part of `X-Amz-Target` before the dot, such as `DynamoDB_20120810`. */
  target: string;
  /** https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html and aws-json-1_1 */
  version: "1.0" | "1.1";
  /** Namespace of `__type` in errors; AWS SDKs read what follows the `#`. */
  errorNamespace?: string;
  actions: Record<string, Action>;
}

const CRC_FREE_HEADERS = { connection: "keep-alive" };

/** An AWS JSON protocol service: dispatch by X-Amz-Target, JSON in and out, modelled errors. */
export function jsonService(options: JsonServiceOptions): Service {
  const contentType = `application/x-amz-json-${options.version}`;
  const prefix = `${options.target}.`;
  const answer = (status: number, body: object): WireResponse => ({
    status,
    headers: { ...CRC_FREE_HEADERS, "content-type": contentType },
    body: JSON.stringify(body),
  });
  const refuse = (error: AwsError): WireResponse => {
    const type = options.errorNamespace ? `${options.errorNamespace}#${error.code}` : error.code;
    const response = answer(error.status, { __type: type, message: error.message, ...error.details });
    response.headers["x-amzn-errortype"] = error.code;
    return response;
  };

  return {
    name: options.name,
    async handle(request) {
      const target = request.headers["x-amz-target"] ?? "";
      const operation = target.startsWith(prefix) ? target.slice(prefix.length) : "";
      const action = Object.hasOwn(options.actions, operation) ? options.actions[operation] : undefined;
      try {
        if (!action) throw new AwsError("UnknownOperationException", `Unknown operation ${target}`);
        const output = await action(parseJsonBody(request.body), request);
        return answer(200, output ?? {});
      } catch (error) {
        if (error instanceof AwsError) return refuse(error);
        throw error;
      }
    },
  };
}
