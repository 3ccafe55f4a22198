import type { Group } from "@tradewind/blueprint/language/define";
import { ulid } from "ulid";

/** Who acts: a signed-in customer or member of staff, nobody known, or the platform itself. */
export interface Actor {
  kind: "customer" | "staff" | "system" | "anonymous";
  /** The user's id (`sub`), or the name of the part of the platform. */
  id: string;
}

/** Who an access token speaks for. */
export interface Principal {
  sub: string;
  groups: readonly Group[];
  /** All tokens that descend from the same sign-in. */
  family: string;
  /** A second factor is on. */
  enrolled: boolean;
  /** This session began after that, and so passed it. */
  mfa: boolean;
  /** A guest orders without an account; a key is an integration's. */
  kind: "account" | "guest" | "api-key";
  /** Of a key: what it may do, and how often a minute. */
  scopes?: readonly string[];
  requestsPerMinute?: number;
}

/** What every operation of a module gets besides its input. */
export interface Context {
  actor: Actor;
  clock: { now(): number };
  ids: { next(prefix: string): string };
  /** The same for all that follows from one request. */
  correlationId: string;
  /** The request, event or saga execution that led directly to this. */
  causationId: string;
}

export const systemClock = { now: () => Date.now() };

/** Asking the system for randomness costs more than the rest of an id, and ULIDs ask for each of their characters. */
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

/** Prefixed ULIDs: sortable by time, unique without coordination. */
export const ulids = { next: (prefix: string) => `${prefix}_${ulid(Date.now(), randomFraction)}` };
