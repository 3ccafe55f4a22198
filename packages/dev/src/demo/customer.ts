/** A customer who uses the API as a mobile app does: plain HTTP with a bearer token. */

import { blueprint } from "@tradewind/blueprint";
import type { Challenge, Tokens } from "@tradewind/blueprint/areas/accounts/identity";
import type { Order } from "@tradewind/blueprint/areas/orders";
import { answerChecks } from "../runtime/answer-check.ts";

const CODE_PATIENCE_MS = 45_000;

const check = answerChecks(blueprint.api.routes);

/** The API answered with an error status. */
export class Refused extends Error {
  readonly code: string | undefined;

  constructor(method: string, path: string, status: number, body: string) {
    super(`${method} ${path} answered ${status}: ${body}`);
    this.code = /"code":"([^"]+)"/.exec(body)?.[1];
  }
}

export class ApiClient {
  readonly #url: string;
  readonly #totp: (email: string) => Promise<string>;
  #token: string | undefined;
  #refreshToken: string | undefined;

  /**
   * @param totp returns a code of the account's authenticator; by default the local shop is asked
   * for it
   */
  constructor(url: string, totp?: () => Promise<string>) {
    this.#url = url;
    this.#totp = totp ?? ((email) => this.#shownTotp(email));
  }

  async call<T>(
    method: string,
    path: string,
    body?: object,
    headers: Record<string, string> = {},
  ): Promise<T> {
    const response = await fetch(this.#url + path, {
      method,
      headers: {
        ...(body ? { "content-type": "application/json" } : {}),
        ...(this.#token ? { authorization: `Bearer ${this.#token}` } : {}),
        ...headers,
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    }).catch((cause: unknown) => {
      throw new Error(`No shop answers on ${this.#url}.`, { cause });
    });
    const text = await response.text();
    const contentType = response.headers.get("content-type") ?? "";
    const mismatch = check(method, path, { status: response.status, contentType, body: text })?.mismatch;
    if (mismatch !== undefined) throw new Error(`${method} ${path} answered ${response.status}: ${mismatch}`);
    if (!response.ok) throw new Refused(method, path, response.status, text);
    return (text === "" ? undefined : JSON.parse(text)) as T;
  }

  get<T>(path: string): Promise<T> {
    return this.call<T>("GET", path);
  }

  async signIn(email: string, password: string): Promise<void> {
    const answer = await this.call<Tokens | Challenge>("POST", "/auth/sign-in", {
      email,
      password,
    });
    this.#keep("session" in answer ? await this.#answer(email, answer.session) : answer);
  }

  /** Exchanges the refresh token for new tokens. */
  async renew(): Promise<void> {
    this.#keep(await this.call<Tokens>("POST", "/auth/refresh", { refreshToken: this.#refreshToken }));
  }

  #keep({ accessToken, refreshToken }: Tokens): void {
    this.#token = accessToken;
    this.#refreshToken = refreshToken;
  }

  /** Passes the second factor. */
  async #answer(email: string, session: string): Promise<Tokens> {
    const until = Date.now() + CODE_PATIENCE_MS;
    for (;;) {
      const code = await this.#totp(email);
      try {
        return await this.call<Tokens>("POST", "/auth/mfa/challenge", { session, code });
      } catch (error) {
        // Each code works once, and the next code only shortly before its time step begins.
        if (Date.now() > until) throw error;
        await new Promise((resolve) => setTimeout(resolve, 5000));
      }
    }
  }

  async #shownTotp(email: string): Promise<string> {
    return (await this.get<{ code: string }>(`/_local/totp?email=${encodeURIComponent(email)}`)).code;
  }

  /** Enrols an authenticator and signs in again with it. */
  async enrolMfa(email: string, password: string): Promise<number> {
    await this.call("POST", "/auth/mfa/enroll");
    const { recoveryCodes } = await this.call<{ recoveryCodes: string[] }>("POST", "/auth/mfa/confirm", {
      code: await this.#totp(email),
    });
    this.#token = undefined;
    await this.signIn(email, password);
    return recoveryCodes.length;
  }

  /** Opens an account; the confirmation code arrives in the local outbox. */
  async signUp(email: string, password: string, name: string): Promise<void> {
    await this.call("POST", "/auth/sign-up", { email, password, name });
    const { items } = await this.get<{ items: { to: string; text: string }[] }>("/_local/outbox");
    const code = items.find((mail) => mail.to === email)?.text.match(/\b\d{6}\b/)?.[0];
    if (!code) throw new Error(`No confirmation code arrived for ${email}.`);
    await this.call("POST", "/auth/confirm", { email, code });
  }

  async cardToken(number: string, holder: string): Promise<string> {
    const expYear = new Date().getUTCFullYear() + 3;
    const card = { number, expMonth: 12, expYear, cvc: "123", holder };
    return (await this.call<{ token: string }>("POST", "/payments/tokens", card)).token;
  }

  async addToCart(sku: string, quantity: number): Promise<void> {
    await this.call("POST", "/cart/items", { sku, quantity });
  }

  /** Places an order for the contents of the cart. */
  async order(card: string, postalCode: string): Promise<Order> {
    const order = {
      paymentToken: await this.cardToken(card, "Ada Demo"),
      shippingAddress: {
        name: "Ada Demo",
        line1: "1 Harbour Street",
        city: "Portsmouth",
        postalCode,
        country: "GB",
      },
    };
    return this.call("POST", "/orders", order, { "idempotency-key": crypto.randomUUID() });
  }
}
