import { Agent, request } from "node:http";

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

export interface Answer {
  status: number;
  body: string;
  /** Under which the work that the request caused is metered. */
  trace: string;
}

export interface Call {
  method?: string;
  token?: string;
  body?: object;
  idempotencyKey?: string;
}

/** node:http instead of fetch: the client must cost less than what it measures. */
export function call(url: string, options: Call = {}): Promise<Answer> {
  const { method = "GET", token, body, idempotencyKey } = options;
  return new Promise((resolve, reject) => {
    const text = body ? JSON.stringify(body) : undefined;
    const headers = {
      // The firewall blocks requests without one.
      "user-agent": "tradewind-bench",
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(text ? { "content-type": "application/json", "content-length": Buffer.byteLength(text) } : {}),
      ...(idempotencyKey ? { "idempotency-key": idempotencyKey } : {}),
    };
    const outgoing = request(url, { method, agent, headers }, (response) => {
      let received = "";
      response.setEncoding("utf8");
      response.on("data", (chunk: string) => (received += chunk));
      response.on("end", () => {
        const trace = String(response.headers["x-amzn-trace-id"]);
        resolve({ status: response.statusCode ?? 0, body: received, trace });
      });
    });
    outgoing.on("error", (error: NodeJS.ErrnoException) => {
      // The server closed an idle connection just as it was taken again.
      if (outgoing.reusedSocket && error.code === "ECONNRESET") resolve(call(url, options));
      else reject(error);
    });
    outgoing.end(text);
  });
}
