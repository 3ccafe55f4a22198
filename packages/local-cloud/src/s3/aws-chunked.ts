import type { WireRequest } from "../kernel/wire.ts";
import { s3Error } from "./errors.ts";

const CRLF = "\r\n";

/**
 * The payload of a request, and its headers together with the trailers. Streaming clients send
 * chunks, each with its size and perhaps a signature:
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
 */
export function decodeBody(request: WireRequest): { body: Buffer; headers: Record<string, string> } {
  const { body, headers } = request;
  const chunked =
    headers["x-amz-content-sha256"]?.startsWith("STREAMING-") ||
    headers["content-encoding"]?.split(",").some((one) => one.trim() === "aws-chunked");
  if (!chunked) return { body, headers };

  const parts: Buffer[] = [];
  let position = 0;
  for (;;) {
    const lineEnd = body.indexOf(CRLF, position);
    if (lineEnd < 0) throw s3Error("IncompleteBody");
    const [size = ""] = body.toString("latin1", position, lineEnd).split(";", 1);
    if (!/^[0-9a-fA-F]{1,8}$/.test(size)) throw s3Error("IncompleteBody");
    const length = Number.parseInt(size, 16);
    position = lineEnd + CRLF.length;
    if (length === 0) break;
    if (position + length + CRLF.length > body.length) throw s3Error("IncompleteBody");
    parts.push(body.subarray(position, position + length));
    position += length + CRLF.length;
  }
  const payload = Buffer.concat(parts);
  const announced = headers["x-amz-decoded-content-length"];
  if (announced !== undefined && Number(announced) !== payload.length) throw s3Error("IncompleteBody");
  return { body: payload, headers: { ...headers, ...trailers(body.toString("latin1", position)) } };
}

function trailers(text: string): Record<string, string> {
  const found = text
    .split(CRLF)
    .map((line) => [
      line.slice(0, line.indexOf(":")).trim().toLowerCase(),
      line.slice(line.indexOf(":") + 1).trim(),
    ])
    .filter(([name]) => name?.startsWith("x-amz-checksum-"));
  return Object.fromEntries(found) as Record<string, string>;
}
