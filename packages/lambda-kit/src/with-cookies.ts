/** An answer that sets cookies. */
export class WithCookies<Body = unknown> {
  readonly body: Body;
  readonly cookies: readonly string[];

  constructor(body: Body, cookies: readonly string[]) {
    this.body = body;
    this.cookies = cookies;
  }
}

/** A failure whose answer sets cookies. Its `cause` decides the rest of the answer. */
export class FailureWithCookies extends Error {
  readonly cookies: readonly string[];

  constructor(cause: unknown, cookies: readonly string[]) {
    super("The answer of this failure sets cookies.", { cause });
    this.cookies = cookies;
  }
}
