import type { WireResponse } from "../kernel/wire.ts";
import { toXml } from "../protocols/xml.ts";

/** The wire protocol of a service: https://smithy.io/2.0/aws/protocols/index.html */
export type Protocol = "json" | "rest-json" | "query" | "rest-xml";

/** An error that the router sends in place of a service. */
export interface WireError {
  code: string;
  message: string;
  status: number;
  details?: Record<string, unknown>;
}

/** Writes an error in `protocol`'s format, so that every SDK reads its code and message. */
export function errorResponse(
  protocol: Protocol,
  { code, message, status, details }: WireError,
  requestId: string,
): WireResponse {
  const headers: Record<string, string> = { "x-amzn-requestid": requestId };
  switch (protocol) {
    case "json":
      headers["content-type"] = "application/x-amz-json-1.0";
      headers["x-amzn-errortype"] = code;
      return { status, headers, body: JSON.stringify({ __type: code, message, ...details }) };
    case "rest-json":
      headers["content-type"] = "application/json";
      headers["x-amzn-errortype"] = code;
      return { status, headers, body: JSON.stringify({ message, ...details }) };
    case "query": {
      headers["content-type"] = "text/xml";
      const Error = { Type: status < 500 ? "Sender" : "Receiver", Code: code, Message: message };
      return { status, headers, body: toXml("ErrorResponse", { Error, RequestId: requestId }) };
    }
    case "rest-xml":
      headers["content-type"] = "application/xml";
      headers["x-amz-request-id"] = requestId;
      return {
        status,
        headers,
        body: toXml("Error", { Code: code, Message: message, RequestId: requestId }),
      };
  }
}
