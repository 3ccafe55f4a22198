import { validateHeaderName, validateHeaderValue } from "node:http";
import type { GatewayResponse } from "./incoming-request.ts";

const MEMBERS = new Set(["statusCode", "headers", "multiValueHeaders", "body", "isBase64Encoded"]);

/**
 * Headers that API Gateway renames when an integration returns them ("important notes" for REST
 * APIs).
 */
const REMAPPED = new Set(["connection", "content-length", "date", "server"]);

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const LARGEST_ANSWER = 6 * 1024 * 1024;

/**
 * Converts a function's return value to an HTTP response. Undefined when it is not in the proxy
 * format: a "Malformed Lambda proxy response", which clients see as 502.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html#api-gateway-simple-proxy-for-lambda-output-format
 */
export function proxyResponse(payload: unknown, acceptsBinary: () => boolean): GatewayResponse | undefined {
  if (!isRecord(payload)) return undefined;
  for (const member of Object.keys(payload)) if (!MEMBERS.has(member)) return undefined;
  const status = statusOf(payload["statusCode"]);
  const headers = headersOf(payload["headers"], payload["multiValueHeaders"]);
  const body = payload["body"] ?? "";
  if (status === undefined || !headers || typeof body !== "string" || body.length > LARGEST_ANSWER) {
    return undefined;
  }
  headers["content-type"] ??= "application/json";
  const decode = payload["isBase64Encoded"] === true && acceptsBinary();
  return { status, headers, body: decode ? Buffer.from(body, "base64") : body };
}

function statusOf(value: unknown): number | undefined {
  if (value === undefined || value === null) return 200;
  const status = typeof value === "string" && /^\d{3}$/.test(value) ? Number(value) : value;
  return typeof status === "number" && Number.isInteger(status) && status >= 200 && status <= 599
    ? status
    : undefined;
}

/** Merges single-value and multi-value headers. For the same name `multiValueHeaders` wins. */
function headersOf(single: unknown, multiple: unknown): GatewayResponse["headers"] | undefined {
  const headers: GatewayResponse["headers"] = {};
  if (single !== undefined && single !== null) {
    if (!isRecord(single)) return undefined;
    for (const name of Object.keys(single)) {
      const value = headerValue(single[name]);
      if (value === undefined || !addHeader(headers, name, value)) return undefined;
    }
  }
  if (multiple !== undefined && multiple !== null) {
    if (!isRecord(multiple)) return undefined;
    for (const name of Object.keys(multiple)) {
      const list = multiple[name];
      if (!Array.isArray(list)) return undefined;
      const values = list.map(headerValue);
      if (!values.every((value) => value !== undefined) || !addHeader(headers, name, values))
        return undefined;
    }
  }
  return headers;
}

function headerValue(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  return typeof value === "boolean" ? String(value) : undefined;
}

function addHeader(headers: GatewayResponse["headers"], name: string, value: string | string[]): boolean {
  try {
    validateHeaderName(name);
    for (const one of typeof value === "string" ? [value] : value) validateHeaderValue(name, one);
  } catch {
    return false;
  }
  const lower = name.toLowerCase();
  if (lower === "transfer-encoding") return true;
  headers[REMAPPED.has(lower) ? `x-amzn-remapped-${lower}` : lower] = value;
  return true;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
