import { randomInt } from "node:crypto";
import type { Kernel } from "../kernel/kernel.ts";
import { AwsError } from "../kernel/wire.ts";
import { codeMismatch, expiredCode, limitExceeded } from "./errors.ts";
import type { SecretHasher } from "./passwords.ts";
import type { HourlyLimit } from "./state/attempt-limits.ts";
import { type Directory, userKey } from "./state/directory.ts";
import type { CodePurpose, UserRecord } from "./state/records.ts";

export interface Message {
  to: string;
  subject: string;
  text: string;
}

export type Mail = (message: Message) => void | Promise<void>;

export interface CodeDelivery {
  Destination: string;
  DeliveryMedium: "EMAIL";
  AttributeName: "email";
}

const HOUR_MS = 3_600_000;
/**
 * https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html: a reset code is valid for
 * an hour, others for a day.
 */
const LIFETIME_MS: Record<CodePurpose, number> = {
  "sign-up": 24 * HOUR_MS,
  email: 24 * HOUR_MS,
  reset: HOUR_MS,
};
/**
 * "In a given hour, we allow between 5 and 20 attempts for a user to request or enter a password
 * reset code."
 * https://docs.aws.amazon.com/cognito/latest/developerguide/how-to-recover-a-user-account.html
 */
const PER_HOUR = 5;

const TEXT: Record<CodePurpose, { subject: string; text: (code: string) => string }> = {
  "sign-up": { subject: "Your verification code", text: (code) => `Your confirmation code is ${code}` },
  email: { subject: "Your verification code", text: (code) => `Your verification code is ${code}` },
  reset: { subject: "Your verification code", text: (code) => `Your password reset code is ${code}` },
};

/**
 * One-time codes of six digits, sent by e-mail and stored as slow hashes: trying a million codes
 * takes longer than a code is valid.
 */
export class Codes {
  readonly #kernel: Kernel;
  readonly #directory: Directory;
  readonly #hasher: SecretHasher;
  readonly #limit: HourlyLimit;
  readonly #mail: Mail;

  constructor(kernel: Kernel, directory: Directory, hasher: SecretHasher, limit: HourlyLimit, mail: Mail) {
    this.#kernel = kernel;
    this.#directory = directory;
    this.#hasher = hasher;
    this.#limit = limit;
    this.#mail = mail;
  }

  /** Counts a request for a code. `account` may be a name that does not exist. */
  countRequest(purpose: CodePurpose, account: string): void {
    this.#limit.use(`request ${purpose}`, account, PER_HOUR);
  }

  /**
   * Replaces the user's code for `purpose`. Returns a function that sends it; call that once the
   * change is durable.
   */
  async issue(purpose: CodePurpose, user: UserRecord, pendingEmail?: string): Promise<() => Promise<void>> {
    const code = String(randomInt(1_000_000)).padStart(6, "0");
    const hash = await this.#hasher.hash(code);
    const expires = this.#kernel.clock.now() + LIFETIME_MS[purpose];
    user.codes[purpose] = { hash, expires, ...(pendingEmail !== undefined && { pendingEmail }) };
    const to = pendingEmail ?? user.attributes["email"] ?? "";
    const { subject, text } = TEXT[purpose];
    return () => this.send({ to, subject, text: text(code) });
  }

  async send(message: Message): Promise<void> {
    try {
      await this.#mail(message);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new AwsError("CodeDeliveryFailureException", `Unable to deliver the message: ${reason}`);
    }
  }

  /**
   * Sends in the background and ignores a failure. Reporting it, or waiting, would reveal that the
   * account exists; a user who misses the message requests another.
   */
  sendSilently(send: () => Promise<void>): void {
    this.#kernel.activity.run(() => send().catch(() => undefined));
  }

  /**
   * Consumes the user's code for `purpose` if it equals `code`, and throws otherwise. Every attempt
   * counts.
   */
  async redeem(purpose: CodePurpose, user: UserRecord, code: string): Promise<{ pendingEmail?: string }> {
    const action = `redeem ${purpose}`;
    const account = userKey({ id: user.poolId }, user);
    this.#limit.use(action, account, PER_HOUR, purpose === "sign-up" ? tooManyFailures : limitExceeded);
    const issued = user.codes[purpose];
    const matches = await this.#hasher.matches(code, issued?.hash);
    await this.#kernel.store.durable();
    if (!issued || issued.expires <= this.#kernel.clock.now()) throw expiredCode();
    if (!matches) throw codeMismatch();
    // A concurrent request may have consumed the code.
    if (user.codes[purpose] !== issued) throw expiredCode();
    delete user.codes[purpose];
    this.#limit.reset(action, account);
    this.#directory.saveUser(user);
    return issued;
  }

  /** Responds for an unknown user as for a wrong code, in the same time. */
  async redeemNothing(purpose: CodePurpose, account: string, code: string): Promise<never> {
    const exceeded = purpose === "sign-up" ? tooManyFailures : limitExceeded;
    this.#limit.use(`redeem ${purpose}`, account, PER_HOUR, exceeded);
    await this.#hasher.matches(code, undefined);
    await this.#kernel.store.durable();
    throw codeMismatch();
  }
}

function tooManyFailures(): Error {
  return new AwsError(
    "TooManyFailedAttemptsException",
    "Too many failed attempts, please try after some time.",
  );
}

/** `a***@e***`, as Cognito shows the destination of a message. */
export function delivery(email: string): CodeDelivery {
  const [local = "", domain = ""] = email.split("@");
  return {
    Destination: `${local.charAt(0)}***@${domain.charAt(0)}***`,
    DeliveryMedium: "EMAIL",
    AttributeName: "email",
  };
}
