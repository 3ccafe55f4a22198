import { type ClientOptions, createClient, inMemory } from "@tradewind/client";

export interface Received {
  method: string;
  url: string;
  headers: Record<string, string>;
  body: unknown;
}

type Answer =
  | { status: number; body?: unknown; headers?: Record<string, string> }
  /** There is no network. */
  | "broken"
  /** No answer comes before the request is aborted. */
  | "silent"
  /** No answer comes, and the request does not heed its signal. */
  | "deaf"
  /** The answer begins, and its body does not come. */
  | "endless";

type Given = Answer | Promise<Answer> | (() => Answer | Promise<Answer>);

/**
 * A client whose requests are answered, one after the other, by the given answers. A promise holds
 * an answer back; a function is called when the request has come.
 */
export function clientOf(answers: Given[], options: ClientOptions = {}) {
  const received: Received[] = [];
  const pauses: number[] = [];
  const rest = [...answers];
  const fetch = async (url: string, { method = "GET", headers, body, signal }: RequestInit) => {
    const sent = typeof body === "string" ? (JSON.parse(body) as unknown) : undefined;
    received.push({ method, url, headers: headers as Record<string, string>, body: sent });
    const next = rest.shift();
    const answer = await (typeof next === "function" ? next() : next);
    if (answer === undefined || answer === "broken") throw new TypeError("fetch failed");
    if (answer === "silent") return untilAborted(signal);
    if (answer === "deaf") return new Promise<never>(() => {});
    if (answer === "endless") return new Response(new ReadableStream());
    const type = answer.status < 400 ? "application/json" : "application/problem+json";
    const text = typeof answer.body === "string" ? answer.body : JSON.stringify(answer.body);
    return new Response(answer.status === 204 || answer.status === 304 ? null : text, {
      status: answer.status,
      headers: { "content-type": type, ...answer.headers },
    });
  };
  const api = createClient({
    baseUrl: "https://shop.example/api",
    random: () => 0.5,
    wait: async (milliseconds) => void pauses.push(milliseconds),
    fetch: fetch as typeof globalThis.fetch,
    ...options,
  });
  return { api, received, pauses };
}

/** An answer that is held back until it is sent, and a promise of its request's arrival. */
export function heldBack() {
  const answer = Promise.withResolvers<Answer>();
  const arrival = Promise.withResolvers<void>();
  const given = () => {
    arrival.resolve();
    return answer.promise;
  };
  return { given, arrived: arrival.promise, send: answer.resolve };
}

function untilAborted(signal: AbortSignal | null | undefined): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal?.addEventListener("abort", () => reject(signal.reason as Error));
  });
}

export const refusal = (status: number, code: string, facts: object = {}) => ({
  status,
  body: { type: "about:blank", title: "Refused.", status, code, correlationId: "c-1", ...facts },
});

export const product = { id: "p", name: "Mug", price: { amount: 1999, currency: "USD" } };
export const ok = { status: 200, body: product };
export const tokens = { accessToken: "a1", idToken: "i1", refreshToken: "r1", expiresIn: 3600 };
export const renewed = { accessToken: "a2", idToken: "i2", refreshToken: "r2", expiresIn: 3600 };
export const order = { paymentToken: "t", shippingAddress: {} as never };

/** The session of somebody who has signed in. */
export function signedIn() {
  const bearer = inMemory();
  void bearer.write(tokens);
  return { bearer };
}
