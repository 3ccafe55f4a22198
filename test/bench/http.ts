import { Agent, request } from "node:http";

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

export interface Answer {
  status: number;
  body: string;
  /** Trace id of all metered work that the request caused. */
  trace: string;
}

export interface Call {
  method?: string;
  token?: string;
  body?: object;
  idempotencyKey?: string;
}

/** Uses node:http instead of fetch, because the client must cost less than the measured server. */
export function call(url: string, options: Call = {}): Promise<Answer> {
  const { method = "GET", token, body, idempotencyKey } = options;
  return new Promise((resolve, reject) => {
    const text = body ? JSON.stringify(body) : undefined;
    const headers = {
      // The firewall blocks requests without a user agent.
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
      // The server closed an idle connection just as the client reused it.
      if (outgoing.reusedSocket && error.code === "ECONNRESET") resolve(call(url, options));
      else reject(error);
    });
    outgoing.end(text);
  });
}
