import type { Kernel } from "../../kernel/kernel.ts";
import type { Collection } from "../../kernel/store.ts";
import { limitExceeded, notAuthorized, wrongCredentials } from "../errors.ts";

interface Attempts {
  count: number;
  /** Time of the newest attempt; for hourly limits the start of the hour. */
  at: number;
  lockedUntil: number;
}

const FREE_FAILURES = 5;
const LONGEST_LOCK_MS = 15 * 60_000;
const HOUR_MS = 3_600_000;

/**
 * Sign-in lockout. Five failures lock an account for one second, and each further failure doubles
 * the lock up to 15 minutes. A sign-in, or 15 minutes without an attempt, clears it.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/authentication.html#authentication-flow-lockout-behavior
 *
 * Names that do not exist are counted too. Otherwise the lock would reveal which accounts exist.
 */
export class SignInLockout {
  readonly #kernel: Kernel;
  readonly #attempts: ExpiringAttempts;
  readonly #turns = new Map<string, Promise<void>>();

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
    this.#attempts = new ExpiringAttempts(kernel, "cognito.sign-in-attempts", LONGEST_LOCK_MS);
  }

  /**
   * Runs `check` unless `account` is locked. If it returns false, counts the failure and throws
   * `refusal`. One check per account runs at a time; otherwise guesses sent together would all pass
   * before the first failure is counted.
   */
  async attempt(
    account: string,
    check: () => Promise<boolean> | boolean,
    refusal: () => Error = wrongCredentials,
  ): Promise<void> {
    const before = this.#turns.get(account);
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#turns.set(account, promise);
    await before;
    try {
      this.#refuseWhenLocked(account);
      if (await check()) return;
      this.#countFailure(account);
      await this.#kernel.store.durable();
      throw refusal();
    } finally {
      resolve();
      if (this.#turns.get(account) === promise) this.#turns.delete(account);
    }
  }

  /** Called when a sign-in is completed. */
  clear(account: string): void {
    this.#attempts.delete(account);
  }

  #refuseWhenLocked(account: string): void {
    const now = this.#kernel.clock.now();
    const attempts = this.#attempts.get(account);
    if (!attempts || attempts.lockedUntil <= now) return;
    this.#attempts.put(account, { ...attempts, at: now });
    throw notAuthorized("Password attempts exceeded");
  }

  #countFailure(account: string): void {
    const now = this.#kernel.clock.now();
    const count = (this.#attempts.get(account)?.count ?? 0) + 1;
    const lock = count < FREE_FAILURES ? 0 : Math.min(LONGEST_LOCK_MS, 1000 * 2 ** (count - FREE_FAILURES));
    this.#attempts.put(account, { count, at: now, lockedUntil: now + lock });
  }
}

/** A limit on the uses of an action per account and hour. */
export class HourlyLimit {
  readonly #kernel: Kernel;
  readonly #uses: ExpiringAttempts;

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
    this.#uses = new ExpiringAttempts(kernel, "cognito.hourly-uses", HOUR_MS);
  }

  /** Counts one use, or throws `exceeded` when the hour's uses are spent. */
  use(action: string, account: string, most: number, exceeded: () => Error = limitExceeded): void {
    const key = `${action} ${account}`;
    const now = this.#kernel.clock.now();
    const uses = this.#uses.get(key) ?? { count: 0, at: now, lockedUntil: 0 };
    if (uses.count >= most) throw exceeded();
    this.#uses.put(key, { ...uses, count: uses.count + 1 });
  }

  reset(action: string, account: string): void {
    this.#uses.delete(`${action} ${account}`);
  }
}

/**
 * Counters that are dropped a fixed time after their last stamp, so that their number stays
 * bounded.
 */
class ExpiringAttempts {
  readonly #kernel: Kernel;
  readonly #lifetimeMs: number;
  readonly #stored: Collection<Attempts>;
  /** The oldest stamp comes first. */
  readonly #byKey = new Map<string, Attempts>();

  constructor(kernel: Kernel, collection: string, lifetimeMs: number) {
    this.#kernel = kernel;
    this.#lifetimeMs = lifetimeMs;
    this.#stored = kernel.store.collection(collection);
    const entries = [...this.#stored.load()].sort(([, a], [, b]) => a.at - b.at);
    for (const [key, attempts] of entries) this.#byKey.set(key, attempts);
  }

  get(key: string): Attempts | undefined {
    this.#forget();
    return this.#byKey.get(key);
  }

  put(key: string, attempts: Attempts): void {
    const before = this.#byKey.get(key);
    // A new stamp moves the counter to the end; an unchanged stamp keeps its position.
    if (before && before.at !== attempts.at) this.#byKey.delete(key);
    this.#byKey.set(key, attempts);
    this.#stored.put(key, attempts);
  }

  delete(key: string): void {
    if (this.#byKey.delete(key)) this.#stored.delete(key);
  }

  #forget(): void {
    const oldest = this.#kernel.clock.now() - this.#lifetimeMs;
    for (const [key, { at }] of this.#byKey) {
      if (at > oldest) return;
      this.delete(key);
    }
  }
}
