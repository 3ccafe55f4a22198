/** An answer that sets cookies. */
export class WithCookies<Body = unknown> {
  readonly body: Body;
  readonly cookies: readonly string[];

  constructor(body: Body, cookies: readonly string[]) {
    this.body = body;
    this.cookies = cookies;
  }
}
