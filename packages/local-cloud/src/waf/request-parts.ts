import { readings } from "./transformations.ts";

/** What the firewall reads of a request; the gateway's request fits. */
export interface InspectedRequest {
  method: string;
  path: string;
  queryString: string;
  query: { multi: Record<string, string[]> };
  rawHeaders: readonly string[];
  header(name: string): string | undefined;
  body: Buffer;
  sourceIp: string;
}

/** "AWS WAF can inspect at most the first 8 KB of the request headers and at most the first 200 headers." Cookies alike. */
const INSPECTED_HEAD_BYTES = 8192;
const INSPECTED_HEADERS = 200;

/**
 * Words with single hyphens: no rule looks for anything made of these alone but serialised Java, which is longer. Most of what a
 * request holds is plain, and need not be read by every rule.
 */
const PLAIN = /^\w{0,40}(?:-\w{1,40}){0,8}$/;
const PLAIN_PATH = /^(?:\/\w{0,40}(?:-\w{1,40}){0,8}){1,8}$/;
const SERIALISED_JAVA = "rO0AB";

export function isPlain(value: string): boolean {
  return PLAIN.test(value) && !value.includes(SERIALISED_JAVA);
}

/** What a pattern in a header may be made of; few values have any of it. */
const UNUSUAL_IN_HEADERS = /[${(%]|java|rO0AB|class/;

/** The components of one request, each prepared when a rule first asks for it. */
export class RequestParts {
  readonly request: InspectedRequest;
  readonly #bodyLimit: number;
  #uriPath: string[] | undefined;
  #userAgent: string | undefined;
  #unusualHeaders: string[] | undefined;
  #arguments: string[] | undefined;
  #cookies: string[] | undefined;
  #bodyText: string | undefined;
  #bodyValues: string[] | undefined;

  constructor(request: InspectedRequest, bodyLimit: number) {
    this.request = request;
    this.#bodyLimit = bodyLimit;
  }

  /** The path in each of its readings; none when it is plain. */
  get uriPath(): string[] {
    return (this.#uriPath ??= isPlainPath(this.request.path) ? [] : readings(this.request.path));
  }

  /** Empty when there is none. */
  get userAgent(): string {
    return (this.#userAgent ??= this.request.header("user-agent") ?? "");
  }

  /** Names and values of the query that are not plain, each in each of its readings. */
  get queryArguments(): string[] {
    if (!this.#arguments) {
      this.#arguments = [];
      if (this.request.queryString !== "") {
        for (const [name, values] of Object.entries(this.request.query.multi)) {
          if (!isPlain(name)) this.#arguments.push(...readings(name));
          for (const value of values) if (!isPlain(value)) this.#arguments.push(...readings(value));
        }
      }
    }
    return this.#arguments;
  }

  /** Values of the cookies, each in each of its readings. */
  get cookies(): string[] {
    if (!this.#cookies) {
      const header = this.request.header("cookie")?.slice(0, INSPECTED_HEAD_BYTES) ?? "";
      this.#cookies = [];
      if (header !== "") {
        for (const pair of header.split(";"))
          this.#cookies.push(...readings(pair.slice(pair.indexOf("=") + 1).trim()));
      }
    }
    return this.#cookies;
  }

  /** Values of all headers, cookies included, that could hold a pattern, each in each of its readings. */
  get unusualHeaders(): string[] {
    if (!this.#unusualHeaders) {
      this.#unusualHeaders = [];
      for (const value of this.#headerValues())
        if (UNUSUAL_IN_HEADERS.test(value)) this.#unusualHeaders.push(...readings(value));
    }
    return this.#unusualHeaders;
  }

  *#headerValues(): Generator<string> {
    const raw = this.request.rawHeaders;
    let left = INSPECTED_HEAD_BYTES;
    for (let index = 1; index < raw.length && index < INSPECTED_HEADERS * 2 && left > 0; index += 2) {
      const value = raw[index] ?? "";
      yield value.slice(0, left);
      left -= value.length + (raw[index - 1]?.length ?? 0);
    }
  }

  /** The body is longer than what is inspected of it. */
  get isBodyOversize(): boolean {
    return this.request.body.length > this.#bodyLimit;
  }

  /** The body as far as it is inspected. */
  get bodyText(): string {
    if (this.#bodyText === undefined) {
      const { body } = this.request;
      this.#bodyText =
        body.length === 0 ? "" : body.toString("utf8", 0, Math.min(body.length, this.#bodyLimit));
    }
    return this.#bodyText;
  }

  /**
   * What a person or an attacker wrote into the body: the strings of a JSON document, the fields of a form, or all of
   * it, each in each of its readings. Inspecting values one by one is what keeps "it's" in one field and "or 1=1" in
   * another from looking like an attack. Plain ones are left out.
   */
  get bodyValues(): string[] {
    this.#bodyValues ??= valuesOf(this.bodyText, this.request.header("content-type") ?? "")
      .filter((value) => !isPlain(value))
      .flatMap(readings);
    return this.#bodyValues;
  }
}

function isPlainPath(path: string): boolean {
  return PLAIN_PATH.test(path) && !path.includes(SERIALISED_JAVA);
}

function valuesOf(text: string, contentType: string): string[] {
  if (text === "") return [];
  if (contentType.includes("x-www-form-urlencoded")) {
    return [...new URLSearchParams(text)].flat();
  }
  if (contentType.includes("multipart/form-data")) {
    // A part's content follows an empty line; files of other types than text are left out.
    return text
      .split(/\r?\n--|^--/)
      .map((part) => part.split(/\r?\n\r?\n/, 2))
      .filter(([head = ""]) => !/content-type:\s*(?!text|application\/json)/i.test(head))
      .map(([, content = ""]) => content);
  }
  const first = text.trimStart()[0];
  if (first === "{" || first === "[" || first === '"') return jsonStrings(text);
  return text.slice(0, 512).includes("\0") ? [] : [text];
}

function jsonStrings(text: string): string[] {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    // Cut off at the limit, or malformed: its string literals as far as they go.
    return [...text.matchAll(/"((?:[^"\\]|\\.)*)(?:"|$)/gs)].map(([, literal = ""]) => unescape(literal));
  }
  const found: string[] = [];
  const open: unknown[] = [document];
  while (open.length > 0) {
    const value = open.pop();
    if (typeof value === "string") found.push(value);
    else if (Array.isArray(value)) for (const item of value as unknown[]) open.push(item);
    else if (typeof value === "object" && value !== null) {
      for (const [name, member] of Object.entries(value)) {
        found.push(name);
        open.push(member);
      }
    }
  }
  return found;
}

function unescape(literal: string): string {
  try {
    return JSON.parse(`"${literal}"`) as string;
  } catch {
    return literal;
  }
}
