import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A function for each method. It gets the first parameter of the call. */
export type RpcMethods = Readonly<Record<string, (input: never) => unknown>>;

/**
 * Stands in for SST's own process, which components call by JSON-RPC over HTTP on loopback. Returns
 * the server's URL. The server does not keep the process alive.
 */
export async function rpcServer(methods: RpcMethods): Promise<string> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { method, params } = JSON.parse(Buffer.concat(chunks).toString("utf8")) as {
        method: string;
        params: [never];
      };
      response.setHeader("content-type", "application/json");
      response.setHeader("connection", "close");
      response.end(JSON.stringify(answer(methods, method, params[0])));
    });
  });
  const listening = Promise.withResolvers<void>();
  server.listen(0, "127.0.0.1", () => listening.resolve());
  await listening.promise;
  server.unref();
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function answer(methods: RpcMethods, method: string, input: never): object {
  const run = methods[method];
  if (!run) return { error: `rpc: can't find ${method}` };
  try {
    return { result: run(input) };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}
