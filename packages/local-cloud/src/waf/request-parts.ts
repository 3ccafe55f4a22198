import { readings } from "./transformations.ts";

/** The parts of a request that the firewall reads. The gateway's request implements it. */
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

/**
 * "AWS WAF can inspect at most the first 8 KB of the request headers and at most the first 200
 * headers." The same holds for cookies.
 */
const INSPECTED_HEAD_BYTES = 8192;
const INSPECTED_HEADERS = 200;

/**
 * Short words with single hyphens. No rule looks for such text, except for serialised Java, which
 * is longer. Most values are plain, and rules need not read them.
 */
const PLAIN = /^\w{0,40}(?:-\w{1,40}){0,8}$/;
const PLAIN_PATH = /^(?:\/\w{0,40}(?:-\w{1,40}){0,8}){1,8}$/;
const SERIALISED_JAVA = "rO0AB";

export function isPlain(value: string): boolean {
  return PLAIN.test(value) && !value.includes(SERIALISED_JAVA);
}

/** The characteristic parts of patterns in headers. Few values contain any. */
const UNUSUAL_IN_HEADERS = /[${(%]|java|rO0AB|class/;

/** The components of one request. Each is prepared when a rule first asks for it. */
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

  /** All readings of the path; none if it is plain. */
  get uriPath(): string[] {
    return (this.#uriPath ??= isPlainPath(this.request.path) ? [] : readings(this.request.path));
  }

  /** Empty if absent. */
  get userAgent(): string {
    return (this.#userAgent ??= this.request.header("user-agent") ?? "");
  }

  /** All readings of the names and values of the query that are not plain. */
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

  /** All readings of the cookies' values. */
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

  /** All readings of header values that could hold a pattern, cookies included. */
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

  /** True if the body is longer than its inspected part. */
  get isBodyOversize(): boolean {
    return this.request.body.length > this.#bodyLimit;
  }

  /** The inspected part of the body. */
  get bodyText(): string {
    if (this.#bodyText === undefined) {
      const { body } = this.request;
      this.#bodyText =
        body.length === 0 ? "" : body.toString("utf8", 0, Math.min(body.length, this.#bodyLimit));
    }
    return this.#bodyText;
  }

  /**
   * All readings of the body's values: the strings of a JSON document, the fields of a form, or the
   * whole body. Values are inspected one by one, so that "it's" in one field and "or 1=1" in
   * another do not look like an attack. Plain values are left out.
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
    // A part's content follows an empty line. Files of non-text types are left out.
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
    // Truncated or malformed JSON: the string literals that can be read.
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
