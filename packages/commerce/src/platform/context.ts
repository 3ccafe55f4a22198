import { ulid } from "ulid";
import type { Group } from "@tradewind/blueprint/language/access";

/**
 * The party that acts: a signed-in customer, a member of staff, an unknown visitor, or the
 * platform.
 */
export interface Actor {
  kind: "customer" | "staff" | "system" | "anonymous";
  /** The user's id (`sub`), or the name of a part of the platform. */
  id: string;
}

/** The address and the name for mails to a customer. */
export interface Contact {
  email: string;
  name: string;
}

/** The user, guest or integration that an access token speaks for. */
export interface Principal {
  sub: string;
  /** Accounts only. */
  contact?: Contact;
  groups: readonly Group[];
  /** Id shared by all tokens that descend from one sign-in. */
  family: string;
  /** The account has a second factor. */
  enrolled: boolean;
  /** The session began after the second factor was enabled, so it passed the second factor. */
  mfa: boolean;
  /** A guest orders without an account; an API key belongs to an integration. */
  kind: "account" | "guest" | "api-key";
  /** API keys only: the scopes of the key, and its limit of requests per minute. */
  scopes?: readonly string[];
  requestsPerMinute?: number;
}

/** The context that every operation of a module gets besides its input. */
export interface Context {
  actor: Actor;
  clock: { now(): number };
  ids: { next(prefix: string): string };
  /** Id shared by everything that follows from one request. */
  correlationId: string;
  /** Id of the request, event or saga execution that led directly to this operation. */
  causationId: string;
}

export const systemClock = { now: () => Date.now() };

/**
 * Random bytes, drawn in blocks: a ULID asks for each character, and a call of the system for each
 * costs more than the rest of the id.
 */
const random = new Uint8Array(4096);
let used = random.length;

function randomFraction(): number {
  if (used === random.length) {
    crypto.getRandomValues(random);
    used = 0;
  }
  const byte = random[used] ?? 0;
  used += 1;
  return byte / 256;
}

/** Makes prefixed ULIDs: sortable by time, unique without coordination. */
export const ulids = { next: (prefix: string) => `${prefix}_${ulid(Date.now(), randomFraction)}` };
