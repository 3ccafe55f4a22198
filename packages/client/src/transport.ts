import { orAborted } from "./abort.ts";
import { ApiError, ConnectionError, isRefusal, problemIn } from "./problems.ts";

export interface TransportOptions {
  fetch: typeof globalThis.fetch;
  /** Milliseconds to wait for the answer to one try. */
  timeoutMs: number;
  /** Number of further tries of a request that is safe to repeat. */
  retries: number;
  /** Between 0 and 1, for jitter. */
  random: () => number;
  /** Resolves after the given milliseconds, and rejects with the signal's reason. */
  wait: (milliseconds: number, signal: AbortSignal | undefined) => Promise<void>;
}

export interface Answer {
  /** The JSON or the text; undefined when it is empty. */
  body: unknown;
  text: string;
  /** The entity tag, if the answer has one. */
  tag: string | undefined;
  /** The caller has the body already. */
  unchanged: boolean;
}

export interface Message {
  url: string;
  init: RequestInit & { headers: Record<string, string> };
  /** The request is safe to send again. */
  repeatable: boolean;
  /** The answer is a text, not JSON. */
  text: boolean;
  signal: AbortSignal | undefined;
  /** False once it would act for another session: cookies may be another person's by now. */
  isCurrent: () => boolean;
}

const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 5000;
const PASSING = new Set([500, 502, 503, 504]);
const THROTTLED = 429;

/**
 * Sends a request, and sends it again after a passing failure if that is safe. Pauses double and
 * are random, so that many clients do not return at once.
 * @throws ApiError when the API refuses the request
 * @throws ConnectionError when no answer comes
 */
export async function send(message: Message, options: TransportOptions): Promise<Answer> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await sendOnce(message, options);
    } catch (error) {
      if (tries >= options.retries || !mayRepeat(error, message)) throw error;
      await options.wait(pauseAfter(error, tries, options.random), message.signal);
      if (!message.isCurrent()) throw error;
    }
  }
}

function mayRepeat(error: unknown, { repeatable, signal }: Message): boolean {
  if (signal?.aborted) return false;
  // A throttled request has had no effect.
  if (error instanceof Refusal)
    return (
      (error.retryAfterMs ?? 0) <= LONGEST_PAUSE_MS &&
      (error.status === THROTTLED || (repeatable && isPassing(error)))
    );
  return repeatable && error instanceof ConnectionError;
}

/** The first try with an idempotency key may still be in progress after its time limit. */
const isPassing = (error: ApiError) =>
  PASSING.has(error.status) || isRefusal(error, "idempotency.in_progress");

function pauseAfter(error: unknown, tries: number, random: () => number): number {
  const asked = error instanceof Refusal ? error.retryAfterMs : undefined;
  return asked ?? Math.min(random() * FIRST_PAUSE_MS * 2 ** tries, LONGEST_PAUSE_MS);
}

class Refusal extends ApiError {
  readonly retryAfterMs: number | undefined;
  constructor(response: Response, body: unknown) {
    super(problemIn(response.status, body));
    const seconds = Number(response.headers.get("retry-after") ?? Number.NaN);
    this.retryAfterMs = Number.isFinite(seconds) ? seconds * 1000 : undefined;
  }
}

async function sendOnce(message: Message, { fetch, timeoutMs }: TransportOptions): Promise<Answer> {
  const { url, init, signal } = message;
  signal?.throwIfAborted();
  const attempt = new AbortController();
  const timer = setTimeout(() => attempt.abort(), timeoutMs);
  const cancel = () => attempt.abort(signal?.reason);
  signal?.addEventListener("abort", cancel);
  const exchange = async () => {
    const response = await fetch(url, { ...init, signal: attempt.signal });
    return answerOf(response, await response.text(), message.text);
  };
  try {
    return await orAborted(exchange(), attempt.signal);
  } catch (error) {
    if (error instanceof ApiError || error instanceof ConnectionError) throw error;
    if (signal?.aborted) throw signal.reason;
    throw new ConnectionError(attempt.signal.aborted ? "timeout" : "network", error);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", cancel);
  }
}

function answerOf(response: Response, text: string, isText: boolean): Answer {
  const unchanged = response.status === 304;
  const body = bodyOf(response, text);
  if (!response.ok && !unchanged) throw new Refusal(response, body);
  if (text !== "" && !isText && !isJson(response)) throw new ConnectionError("foreign");
  return { body, text, unchanged, tag: response.headers.get("etag") ?? undefined };
}

const isJson = ({ headers }: Response) => /[/+]json\b/.test(headers.get("content-type") ?? "");

function bodyOf(response: Response, text: string): unknown {
  if (text === "") return undefined;
  if (!isJson(response)) return text;
  try {
    return JSON.parse(text);
  } catch (error) {
    // A connection that broke within the body.
    throw new ConnectionError("network", error);
  }
}
