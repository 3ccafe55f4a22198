import { createHash, randomBytes } from "node:crypto";
import type { Kernel } from "../../kernel/kernel.ts";
import type { Collection } from "../../kernel/store.ts";
import { notAuthorized } from "../errors.ts";
import type { ChallengeRecord } from "./records.ts";

const LONGEST_SESSION_MS = 15 * 60_000;

/** Open authentication challenges, found by the session string the client holds; only its hash is kept. */
export class Challenges {
  readonly #kernel: Kernel;
  /** Oldest first. */
  readonly #open = new Map<string, ChallengeRecord>();
  readonly #stored: Collection<ChallengeRecord>;

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
    this.#stored = kernel.store.collection("cognito.challenges");
    const entries = [...this.#stored.load()].sort(([, a], [, b]) => a.expires - b.expires);
    for (const [hash, challenge] of entries) this.#open.set(hash, challenge);
  }

  /** Returns the session. */
  open(challenge: ChallengeRecord): string {
    this.#forget();
    const session = randomBytes(48).toString("base64url");
    this.#open.set(hashOf(session), challenge);
    this.#stored.put(hashOf(session), challenge);
    return session;
  }

  find(session: string): ChallengeRecord {
    const challenge = this.#open.get(hashOf(session));
    if (!challenge) throw notAuthorized("Invalid session for the user.");
    if (challenge.expires <= this.#kernel.clock.now()) {
      throw notAuthorized("Invalid session for the user, session is expired.");
    }
    return challenge;
  }

  /** Ends the session; a second answer with it finds nothing. */
  close(session: string): void {
    const hash = hashOf(session);
    if (this.#open.delete(hash)) this.#stored.delete(hash);
  }

  /** Continues a challenge under a new session, as each step of an MFA set-up does. */
  renew(session: string, challenge: ChallengeRecord): string {
    this.close(session);
    return this.open(challenge);
  }

  #forget(): void {
    // Sessions of clients with unlike validities are not in order of expiry: one that lives longest bounds them all.
    const over = this.#kernel.clock.now() - LONGEST_SESSION_MS;
    for (const [hash, { expires }] of this.#open) {
      if (expires > over) return;
      this.#open.delete(hash);
      this.#stored.delete(hash);
    }
  }
}

function hashOf(session: string): string {
  return createHash("sha256").update(session).digest("base64url");
}
