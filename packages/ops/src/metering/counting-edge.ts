import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { setTimeout } from "node:timers/promises";
import { blueprint } from "@tradewind/blueprint";
import { compressed } from "@tradewind/dev/pages/compression";
import type { GatewayRequest, GatewayResponse } from "@tradewind/local-cloud";

/** - `page`: a document that the browser opens.
 * - `later`: a document that the service worker asks for, to show it without a connection.
 * - `file`: a script or another file of the site.
 * - `picture`: a picture of a product.
 */
export type RequestKind = "page" | "later" | "file" | "picture" | "api";

/** A request that reached the edge. */
export interface CountedRequest {
  kind: RequestKind;
  /** Path and query. */
  target: string;
  /** Size of the answer's body, compressed as CloudFront sends it to browsers. */
  bytes: number;
}

/** A browser that asks for nothing for so long has all of its page. */
const QUIET_MS = 1000;

/** A visitor's next view comes later than a browser may use an answer of the API again. */
const NOT_AGAIN = { "cache-control": "no-store" };

/**
 * Stands before a shop, as CloudFront does, and counts the requests of a browser. What the browser
 * has in its own cache does not arrive here.
 */
export class CountingEdge {
  readonly url: string;
  readonly #server: Server;
  #counted: CountedRequest[] = [];
  #arrived = 0;
  #open = 0;

  private constructor(server: Server) {
    this.#server = server;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  static async before(answer: (request: GatewayRequest) => Promise<GatewayResponse>): Promise<CountingEdge> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const edge = new CountingEdge(server);
    server.on("request", (request: IncomingMessage, response: ServerResponse) => {
      void edge.#pass(answer, request, response);
    });
    return edge;
  }

  /** Counts the requests that arrive until the work is done and nothing more is asked for. */
  async count(work: () => Promise<unknown>): Promise<CountedRequest[]> {
    this.#counted = [];
    await work();
    for (let before = -1; before !== this.#arrived || this.#open > 0; ) {
      before = this.#arrived;
      await setTimeout(QUIET_MS);
    }
    return this.#counted;
  }

  stop(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  async #pass(
    answer: (request: GatewayRequest) => Promise<GatewayResponse>,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    this.#arrived += 1;
    this.#open += 1;
    try {
      const target = request.url ?? "/";
      const answered = await answer({
        method: request.method ?? "GET",
        target,
        rawHeaders: withoutEncodings(request.rawHeaders),
        body: await buffer(request),
        sourceIp: "127.0.0.1",
      });
      const { body } = await compressed(answered, "br");
      // The worker passes the request for a page that is opened on, with another destination.
      const { "sec-fetch-dest": destination, "sec-fetch-mode": mode } = request.headers;
      const isOpened = destination === "document" || mode === "navigate";
      const kind = kindOf(target, String(answered.headers["content-type"]), isOpened);
      this.#counted.push({ kind, target, bytes: Buffer.byteLength(body) });
      const headers = kind === "api" ? { ...answered.headers, ...NOT_AGAIN } : answered.headers;
      response.writeHead(answered.status, headers).end(answered.body);
    } catch (error) {
      response.destroy(error as Error);
    } finally {
      this.#open -= 1;
    }
  }
}

/** The shop must not compress what is measured here. */
const withoutEncodings = (rawHeaders: readonly string[]): string[] =>
  rawHeaders.filter((_, at) => rawHeaders[at - (at % 2)]?.toLowerCase() !== "accept-encoding");

function kindOf(target: string, contentType: string, isOpened: boolean): RequestKind {
  if (target.startsWith(`${blueprint.cdn.apiPrefix}/`)) return "api";
  if (target.startsWith("/images/")) return "picture";
  if (!contentType.startsWith("text/html")) return "file";
  return isOpened ? "page" : "later";
}
