import { createHash, randomBytes } from "node:crypto";
import type { Kernel } from "../../kernel/kernel.ts";
import type { Collection } from "../../kernel/store.ts";
import { notAuthorized } from "../errors.ts";
import type { ChallengeRecord } from "./records.ts";

const LONGEST_SESSION_MS = 15 * 60_000;

/**
 * Open authentication challenges by the client's session string. Only a hash of the session is
 * stored.
 */
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

  /** Opens a challenge and returns its session. */
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

  /** Ends the session. A second response with it finds nothing. */
  close(session: string): void {
    const hash = hashOf(session);
    if (this.#open.delete(hash)) this.#stored.delete(hash);
  }

  /** Continues a challenge under a new session, after each step of an MFA set-up. */
  renew(session: string, challenge: ChallengeRecord): string {
    this.close(session);
    return this.open(challenge);
  }

  #forget(): void {
    // Clients may have different session validities, so the order is not that of expiry. The
    // longest validity bounds all of them.
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
