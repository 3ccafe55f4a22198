import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { WireRequest, WireResponse } from "../kernel/wire.ts";

export interface Listener {
  port: number;
  url: string;
  close(): Promise<void>;
}

/** S3 accepts 5 GB in one request. A laptop keeps bodies in memory, so its limit is lower. */
const LARGEST_BODY_BYTES = 64 * 1024 * 1024;

/**
 * Serves `handle` over HTTP/1.1, only on the loopback interface; `port` 0 takes a free one. If
 * `handle` rejects, the connection breaks.
 */
export async function listen(
  handle: (request: WireRequest) => Promise<WireResponse>,
  port: number,
): Promise<Listener> {
  const server = createServer({ keepAliveTimeout: 65_000, noDelay: true }, (request, response) => {
    // The client has disconnected.
    response.on("error", () => request.destroy());
    // The response is lost, or the client disconnected during its request.
    answer(handle, request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      server.off("error", reject);
      resolve();
    });
  });
  const actual = (server.address() as AddressInfo).port;
  return {
    port: actual,
    url: `http://127.0.0.1:${actual}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(
  handle: (request: WireRequest) => Promise<WireResponse>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await readBody(request);
  const wire = body && toWire(request, body);
  const { status, headers, body: content } = wire ? await handle(wire) : TOO_LARGE;
  if (!wire) response.shouldKeepAlive = false;
  if (response.destroyed) return;
  const bodiless = status === 204 || status === 304;
  const length = headers["content-length"] ?? String(Buffer.byteLength(content));
  response.writeHead(status, bodiless ? headers : { ...headers, "content-length": length });
  response.end(request.method === "HEAD" ? undefined : content);
  if (!wire) request.resume();
}

const TOO_LARGE: WireResponse = {
  status: 413,
  headers: { "content-type": "application/json", "x-amzn-errortype": "RequestEntityTooLargeException" },
  body: JSON.stringify({
    __type: "RequestEntityTooLargeException",
    message: `The local cloud takes bodies of up to ${LARGEST_BODY_BYTES} bytes.`,
  }),
};

/** Undefined if the body is too large; the rest is discarded. */
function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  if (Number(request.headers["content-length"] ?? 0) > LARGEST_BODY_BYTES) return Promise.resolve(undefined);
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    // Listeners instead of async iteration, whose promises cost more than a small body.
    request.on("data", (chunk: Buffer) => {
      length += chunk.length;
      if (length <= LARGEST_BODY_BYTES) chunks.push(chunk);
      else {
        chunks.length = 0;
        resolve(undefined);
      }
    });
    request.on("end", () => resolve(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks, length)));
    request.on("error", reject);
  });
}

function toWire(request: IncomingMessage, body: Buffer): WireRequest {
  const target = request.url ?? "/";
  const question = target.indexOf("?");
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(", ") : value;
  }
  return {
    method: request.method ?? "GET",
    path: question === -1 ? target : target.slice(0, question),
    query: new URLSearchParams(question === -1 ? "" : target.slice(question + 1)),
    headers,
    body,
  };
}
