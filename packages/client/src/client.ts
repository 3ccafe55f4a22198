import { orAborted } from "./abort.ts";
import type { CallOptions, Operation } from "./calls.ts";
import type { Api } from "./generated/api.ts";
import { operations } from "./generated/operations.ts";
import { KnownAnswers } from "./known-answers.ts";
import { allItems } from "./pages.ts";
import { ApiError, isRefusal } from "./problems.ts";
import {
  bearerTokens,
  browserCookies,
  type Carried,
  inMemory,
  type Session,
  sessionOf,
  type TokenStore,
} from "./session.ts";
import { send, type TransportOptions } from "./transport.ts";

export interface ClientOptions {
  /** Address of the API. Default: the variable `API_URL` of the environment, else `/api`. */
  baseUrl?: string;
  /**
   * `cookie` for the pages of the shop itself: scripts never see a token. `bearer` for apps and
   * servers, which keep their tokens themselves.
   */
  session?: "cookie" | { bearer: TokenStore };
  /** Milliseconds to wait for the answer to one try; 5000 by default. */
  timeoutMs?: number;
  /** Further tries of a request that is safe to repeat; 2 by default. */
  retries?: number;
  fetch?: typeof globalThis.fetch;
  random?: () => number;
  wait?: TransportOptions["wait"];
}

type Options = CallOptions & { idempotencyKey?: string } & Record<string, unknown>;

/** A client of the API with one method for each route. */
export function createClient(options: ClientOptions = {}): Api {
  const baseUrl = (options.baseUrl ?? environmentUrl() ?? "/api").replace(/\/$/, "");
  const random = options.random ?? Math.random;
  const transport: TransportOptions = {
    fetch: options.fetch ?? ((...request) => globalThis.fetch(...request)),
    timeoutMs: options.timeoutMs ?? 5000,
    retries: options.retries ?? 2,
    random,
    wait: options.wait ?? pause,
  };
  const answers = new KnownAnswers();
  const carrier =
    options.session === "cookie"
      ? browserCookies("x-tradewind-client", "browser")
      : bearerTokens(options.session?.bearer ?? inMemory());
  const session = sessionOf(
    carrier,
    async (body, signal) =>
      request("/auth/refresh", operations.refreshTokens, { body }, { signal }, await session.carried()),
    (error) => error instanceof ApiError && error.status < 500 && error.status !== 429,
    () => answers.forget(),
  );

  async function request(
    path: string,
    operation: Operation,
    content: Content,
    given: Options,
    carried: Carried,
  ) {
    const url = `${baseUrl}${path}${queryOf(content.query)}`;
    const known = operation.tagged && answers.get(url);
    const answer = await send(
      {
        url,
        init: initOf(operation, content, {
          ...carried.headers,
          ...headersOf(operation, given),
          ...(known && { "if-none-match": known.tag }),
        }),
        repeatable: operation.method === "GET" || operation.repeatable === true,
        text: operation.text === true,
        signal: given.signal,
        isCurrent: () => session.isCurrent(carried),
      },
      transport,
    );
    if (known && answer.unchanged) return JSON.parse(known.text) as unknown;
    if (operation.tagged && answer.tag !== undefined && session.isCurrent(carried))
      answers.keep(url, { tag: answer.tag, text: answer.text });
    await session.note(path, answer.body, carried);
    return answer.body;
  }

  const call =
    (operation: Operation) =>
    async (...args: unknown[]) => {
      const { path, content, given } = readArguments(operation, args);
      // The key stays the same when the call is repeated with a renewed session.
      const key = operation.keyed && (given.idempotencyKey ?? newKey(random));
      const keyed = key ? { ...given, idempotencyKey: key } : given;
      const carried = await session.carried();
      await addRefreshToken(path, content, session);
      try {
        return await request(path, operation, content, keyed, carried);
      } catch (error) {
        if (!operation.auth || !isRefusal(error, "auth.token_invalid")) throw error;
        const renewed = await orAborted(session.renew(carried), given.signal);
        if (!renewed) throw error;
        return request(path, operation, content, keyed, renewed);
      }
    };

  const methods = Object.entries(operations).map(([name, operation]) => {
    const method = call(operation);
    return [name, operation.paged ? Object.assign(method, { all: allItems(operation, method) }) : method];
  });
  return Object.fromEntries(methods) as Api;
}

interface Content {
  body?: unknown;
  query?: Readonly<Record<string, unknown>> | undefined;
}

/** The arguments of a call: path parameters, the body, the query, the options. */
function readArguments(operation: Operation, args: unknown[]) {
  const rest = [...args];
  const path = operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => segment(name, rest.shift()));
  const content: Content = {};
  if (operation.body) content.body = rest.shift();
  if (operation.query) content.query = rest.shift() as Content["query"];
  return { path, content, given: (rest.shift() ?? {}) as Options };
}

/** @throws TypeError for a value that would lead to another route */
function segment(name: string, value: unknown): string {
  if (typeof value !== "string" || value === "" || value === "." || value === "..")
    throw new TypeError(`The call needs the ${name} of its path.`);
  return encodeURIComponent(value);
}

/** A client that holds its tokens itself need not pass the refresh token to sign out. */
async function addRefreshToken(path: string, content: Content, session: Session): Promise<void> {
  if (path !== "/auth/sign-out" && path !== "/auth/refresh") return;
  content.body = { refreshToken: await session.refreshToken(), ...(content.body as object | undefined) };
}

function initOf(operation: Operation, { body }: Content, headers: Record<string, string>) {
  if (body === undefined) return { method: operation.method, headers };
  const withType = { ...headers, "content-type": operation.bodyType ?? "application/json" };
  return { method: operation.method, headers: withType, body: JSON.stringify(body) };
}

function headersOf(operation: Operation, given: Options): Record<string, string> {
  const headers: Record<string, string> = { accept: "application/json" };
  if (given.idempotencyKey !== undefined) headers["idempotency-key"] = given.idempotencyKey;
  for (const [option, header] of Object.entries(operation.headers ?? {}))
    if (typeof given[option] === "string") headers[header] = given[option];
  return headers;
}

function queryOf(query: Content["query"]): string {
  const set = Object.entries(query ?? {}).filter(([, value]) => value !== undefined);
  if (set.length === 0) return "";
  return `?${set.map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`).join("&")}`;
}

/** Not every phone has `crypto.randomUUID`. A key only has to be new for this customer. */
function newKey(random: () => number): string {
  const digits = () => random().toString(36).slice(2, 12);
  return globalThis.crypto?.randomUUID?.() ?? `${Date.now().toString(36)}-${digits()}-${digits()}`;
}

function environmentUrl(): string | undefined {
  const { process } = globalThis as { process?: { env?: Record<string, string | undefined> } };
  return process?.env?.["API_URL"];
}

function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  let timer: ReturnType<typeof setTimeout>;
  const end = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  return orAborted(end, signal).finally(() => clearTimeout(timer));
}
