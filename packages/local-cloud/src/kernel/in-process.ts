import { Readable } from "node:stream";
import type { Service, WireRequest } from "./wire.ts";

/**
 * The request that the AWS SDK for JavaScript passes to a request handler (`HttpRequest` of
 * @smithy/core).
 */
interface SdkRequest {
  method: string;
  path: string;
  query?: Record<string, string | string[] | null | undefined>;
  headers: Record<string, string>;
  body?: unknown;
}

interface SdkResponse {
  response: { statusCode: number; headers: Record<string, string>; body: unknown };
}

/**
 * An AWS SDK `requestHandler` that calls `service` in this process: the same wire bytes, no socket.
 */
export interface InProcessHandler {
  readonly metadata: { handlerProtocol: "http/1.1" };
  handle(request: SdkRequest): Promise<SdkResponse>;
  updateHttpClientConfig(): void;
  httpHandlerConfigs(): Record<string, never>;
  destroy(): void;
}

export function inProcessHandler(service: Pick<Service, "handle">): InProcessHandler {
  return {
    metadata: { handlerProtocol: "http/1.1" },
    async handle(request) {
      const wire = await toWire(request);
      const { status, headers, body } = await service.handle(wire);
      const bytes = typeof body === "string" ? Buffer.from(body) : body;
      // Only S3 responses are streams. For other services the SDK accepts bytes, which is far
      // cheaper.
      const streams = !("x-amz-target" in wire.headers);
      return { response: { statusCode: status, headers, body: streams ? Readable.from([bytes]) : bytes } };
    },
    updateHttpClientConfig() {},
    httpHandlerConfigs: () => ({}),
    destroy() {},
  };
}

async function toWire(request: SdkRequest): Promise<WireRequest> {
  const headers: Record<string, string> = {};
  for (const name of Object.keys(request.headers)) headers[name.toLowerCase()] = request.headers[name] ?? "";
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(request.query ?? {})) {
    for (const one of Array.isArray(value) ? value : [value]) query.append(name, one ?? "");
  }
  return { method: request.method, path: request.path, query, headers, body: await toBuffer(request.body) };
}

async function toBuffer(body: unknown): Promise<Buffer> {
  if (body === undefined || body === null) return Buffer.alloc(0);
  if (typeof body === "string") return Buffer.from(body);
  if (body instanceof Uint8Array) return Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  if (body instanceof Readable) {
    const chunks: Buffer[] = [];
    for await (const chunk of body) chunks.push(Buffer.from(chunk as Uint8Array));
    return Buffer.concat(chunks);
  }
  throw new TypeError("The in-process handler takes strings, bytes and readable streams.");
}
