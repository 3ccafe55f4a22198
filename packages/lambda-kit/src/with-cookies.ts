/** An answer that sets cookies. */
export class WithCookies {
  readonly body: unknown;
  readonly cookies: readonly string[];

  constructor(body: unknown, cookies: readonly string[]) {
    this.body = body;
    this.cookies = cookies;
  }
}
