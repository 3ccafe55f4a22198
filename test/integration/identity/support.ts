import type { LinkProperties } from "@tradewind/blueprint/language/resources";
import { type Answer, PASSWORD, type TestShop } from "../../support/shop.ts";

/** A person with a mailbox and an authenticator app, with no more access than the API gives. */
export class Person {
  readonly email: string;
  readonly #shop: TestShop;

  constructor(shop: TestShop, email: string) {
    this.#shop = shop;
    this.email = email;
  }

  post(path: string, body?: object, headers?: Record<string, string>): Promise<Answer> {
    const options = { ...(body && { body }), ...(headers && { headers }) };
    return this.#shop.anybody().call("POST", path, options);
  }

  /** The newest code that was mailed. */
  mailedCode(): string {
    const mail = this.#shop.shop.cloud.ses.messages().find(({ to }) => to.includes(this.email));
    return /\b\d{6}\b/.exec(mail?.text ?? "")?.[0] ?? "";
  }

  mails(): number {
    return this.#shop.shop.cloud.ses.messages().filter(({ to }) => to.includes(this.email)).length;
  }

  /** The code that the authenticator shows next. */
  totp(): string {
    const { id } = this.#shop.shop.links.get("UserPool") as LinkProperties["user-pool"];
    return this.#shop.shop.cloud.cognito.totpCode(id, this.email) ?? "";
  }

  async signUp(password = PASSWORD): Promise<void> {
    await this.post("/auth/sign-up", { email: this.email, password, name: "Ada" });
    await this.post("/auth/confirm", { email: this.email, code: this.mailedCode() });
  }

  signIn(password = PASSWORD): Promise<Answer> {
    return this.post("/auth/sign-in", { email: this.email, password });
  }

  /** Tokens of a session that passed both factors. */
  async signInWithTotp(): Promise<Tokens> {
    const { body } = await this.signIn();
    return (await this.post("/auth/mfa/challenge", { session: body.session, code: this.totp() })).body;
  }

  /** Enrols an authenticator. @returns the recovery codes */
  async enrol({ accessToken }: Tokens): Promise<string[]> {
    const authorization = `Bearer ${accessToken}`;
    await this.post("/auth/mfa/enroll", undefined, { authorization });
    const confirmed = await this.post("/auth/mfa/confirm", { code: this.totp() }, { authorization });
    return confirmed.body.recoveryCodes;
  }
}

export interface Tokens {
  accessToken: string;
  idToken: string;
  refreshToken: string;
}
