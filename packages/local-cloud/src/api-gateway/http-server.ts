import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { GatewayRequest, GatewayResponse } from "./incoming-request.ts";
import { LARGEST_PAYLOAD_BYTES } from "./rest-api.ts";

export interface Listener {
  port: number;
  /** For what answers on the same port without being the API, such as a websocket. */
  server: Server;
  /** Stops accepting requests. Requests under way are cut off after `graceMs` (0 when absent). */
  close(graceMs?: number): Promise<void>;
}

interface Front {
  handle(request: GatewayRequest): Promise<GatewayResponse>;
  /** The response to a request with a body over 10 MB. The body is discarded. */
  tooLarge(request: GatewayRequest): GatewayResponse;
}

/**
 * "Total combined size of request line and header values must not exceed 10,240 bytes." (quotas for
 * REST APIs)
 */
const LARGEST_HEAD_BYTES = 10_240;

/** Serves `front` over HTTP/1.1 on the loopback interface only. `port` 0 takes a free one. */
export async function listenOnLoopback(front: Front, port: number): Promise<Listener> {
  const server = createServer(
    {
      maxHeaderSize: LARGEST_HEAD_BYTES,
      // A client that sends its request too slowly is cut off with 408.
      headersTimeout: 10_000,
      requestTimeout: 30_000,
      connectionsCheckingInterval: 5_000,
      keepAliveTimeout: 65_000,
      noDelay: true,
    },
    (request, response) => receive(front, request, response),
  );
  server.on("checkContinue", (request: IncomingMessage, response: ServerResponse) => {
    if (!(declaredLength(request) > LARGEST_PAYLOAD_BYTES)) response.writeContinue();
    receive(front, request, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      server.off("error", reject);
      resolve();
    });
  });
  const { port: taken } = server.address() as AddressInfo;
  return { port: taken, server, close: (graceMs = 0) => close(server, graceMs) };
}

function receive(front: Front, request: IncomingMessage, response: ServerResponse): void {
  const gatewayRequest: GatewayRequest = {
    method: request.method ?? "GET",
    target: request.url ?? "/",
    rawHeaders: request.rawHeaders,
    sourceIp: request.socket.remoteAddress ?? "127.0.0.1",
  };
  // The client has disconnected.
  response.on("error", () => request.destroy());
  const refuse = () => {
    response.shouldKeepAlive = false;
    send(response, front.tooLarge(gatewayRequest));
    // Read and discard the rest of the body, so that the client reads the response.
    request.resume();
  };
  if (declaredLength(request) > LARGEST_PAYLOAD_BYTES) {
    refuse();
    return;
  }
  if (request.headers["content-length"] === undefined && request.headers["transfer-encoding"] === undefined) {
    request.resume();
    answer(front, gatewayRequest, response);
    return;
  }
  const chunks: Buffer[] = [];
  let length = 0;
  const collect = (chunk: Buffer) => {
    length += chunk.length;
    if (length <= LARGEST_PAYLOAD_BYTES) {
      chunks.push(chunk);
      return;
    }
    request.off("data", collect);
    request.off("end", complete);
    chunks.length = 0;
    refuse();
  };
  const complete = () => {
    gatewayRequest.body = chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks, length);
    answer(front, gatewayRequest, response);
  };
  request.on("error", () => response.destroy());
  request.on("data", collect);
  request.on("end", complete);
}

function answer(front: Front, request: GatewayRequest, response: ServerResponse): void {
  front.handle(request).then(
    (result) => send(response, result),
    (error: unknown) => {
      // A defect in a page beside the API must not end the whole cloud, and must be visible.
      process.emitWarning(error instanceof Error ? error : new Error(String(error)));
      send(response, {
        status: 500,
        headers: { "content-type": "text/plain" },
        body: "Internal server error",
      });
    },
  );
}

function send(response: ServerResponse, { status, headers, body }: GatewayResponse): void {
  if (response.destroyed) return;
  if (status !== 204 && status !== 304) headers["content-length"] = String(Buffer.byteLength(body));
  response.writeHead(status, headers);
  response.end(body);
}

function declaredLength(request: IncomingMessage): number {
  return Number(request.headers["content-length"] ?? 0);
}

function close(server: Server, graceMs: number): Promise<void> {
  return new Promise((resolve) => {
    const cutOff = setTimeout(() => server.closeAllConnections(), graceMs);
    server.close(() => {
      clearTimeout(cutOff);
      resolve();
    });
    server.closeIdleConnections();
  });
}
