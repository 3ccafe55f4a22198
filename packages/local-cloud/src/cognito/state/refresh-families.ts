import { createHash, randomBytes } from "node:crypto";
import type { Kernel } from "../../kernel/kernel.ts";
import type { Collection } from "../../kernel/store.ts";
import { AwsError } from "../../kernel/wire.ts";
import { notAuthorized } from "../errors.ts";
import { userKey } from "./directory.ts";
import type { ClientRecord, FamilyRecord, RefreshTokenRecord } from "./records.ts";

/**
 * The longest validity of an access token. It may outlive its family by this time and must still be
 * refused once revoked.
 */
const LONGEST_ACCESS_MS = 86_400_000;

interface Family {
  record: FamilyRecord;
  /** Hashes of its refresh tokens. */
  tokens: Set<string>;
}

/**
 * Refresh tokens: opaque, stored as hashes, grouped by the sign-in they descend from. If a rotated
 * token is used after its grace period, either the old or the new one was stolen, so the whole
 * family is revoked.
 */
export class RefreshFamilies {
  readonly #kernel: Kernel;
  readonly #families = new Map<string, Family>();
  readonly #tokens = new Map<string, RefreshTokenRecord>();
  readonly #byUser = new Map<string, Set<string>>();
  readonly #storedFamilies: Collection<FamilyRecord>;
  readonly #storedTokens: Collection<RefreshTokenRecord>;

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
    this.#storedFamilies = kernel.store.collection("cognito.families");
    this.#storedTokens = kernel.store.collection("cognito.refresh-tokens");
    for (const [, record] of this.#storedFamilies.load()) this.#add(record);
    for (const [hash, token] of this.#storedTokens.load()) this.#remember(hash, token);
    for (const { record } of this.#families.values()) this.#forgetIfOver(record);
  }

  /** Starts a family and returns its first refresh token. */
  open(record: FamilyRecord): string {
    const user = userKey({ id: record.poolId }, record);
    for (const id of this.#byUser.get(user) ?? []) {
      const earlier = this.#families.get(id);
      if (earlier) this.#forgetIfOver(earlier.record);
    }
    this.#add(record);
    this.#storedFamilies.put(record.id, record);
    return this.#issue(record);
  }

  find(id: string): FamilyRecord | undefined {
    return this.#families.get(id)?.record;
  }

  /**
   * Returns the family of a refresh token that may be used now. If the token was rotated, revokes
   * the family and throws.
   */
  check(token: string, client: ClientRecord): FamilyRecord {
    const hash = hashOf(token);
    const known = this.#tokens.get(hash);
    const family = known && this.#families.get(known.familyId)?.record;
    if (!known || !family || family.clientId !== client.id) throw notAuthorized("Invalid Refresh Token");
    if (family.revoked) throw notAuthorized("Refresh Token has been revoked");
    const now = this.#kernel.clock.now();
    if (family.expires <= now) throw notAuthorized("Refresh Token has expired");
    const grace = (client.settings.RefreshTokenRotation?.RetryGracePeriodSeconds ?? 0) * 1000;
    if (known.rotated === undefined || now < known.rotated + grace) return family;
    this.revoke(family);
    throw new AwsError("RefreshTokenReuseException", "Refresh token has been invalidated by rotation");
  }

  /**
   * Marks `token` as used and returns its successor. Call it right after `check`, with no await
   * between.
   */
  rotate(token: string, family: FamilyRecord): string {
    const hash = hashOf(token);
    const known = this.#tokens.get(hash);
    if (known && known.rotated === undefined) {
      known.rotated = this.#kernel.clock.now();
      this.#storedTokens.put(hash, known);
    }
    return this.#issue(family);
  }

  /** The family of any refresh token that was ever issued in it. */
  familyOf(token: string): FamilyRecord | undefined {
    const known = this.#tokens.get(hashOf(token));
    return known && this.#families.get(known.familyId)?.record;
  }

  revoke(family: FamilyRecord): void {
    family.revoked = true;
    this.#storedFamilies.put(family.id, family);
  }

  revokeAll(user: { poolId: string; username: string }): void {
    for (const id of this.#byUser.get(userKey({ id: user.poolId }, user)) ?? []) {
      const family = this.#families.get(id);
      if (family && !family.record.revoked) this.revoke(family.record);
    }
  }

  #issue(family: FamilyRecord): string {
    const token = randomBytes(48).toString("base64url");
    const hash = hashOf(token);
    const record: RefreshTokenRecord = { familyId: family.id };
    this.#remember(hash, record);
    this.#storedTokens.put(hash, record);
    return token;
  }

  #add(record: FamilyRecord): void {
    this.#families.set(record.id, { record, tokens: new Set() });
    const user = userKey({ id: record.poolId }, record);
    const families = this.#byUser.get(user);
    if (families) families.add(record.id);
    else this.#byUser.set(user, new Set([record.id]));
  }

  #remember(hash: string, token: RefreshTokenRecord): void {
    this.#tokens.set(hash, token);
    this.#families.get(token.familyId)?.tokens.add(hash);
  }

  #forgetIfOver(record: FamilyRecord): void {
    if (record.expires + LONGEST_ACCESS_MS > this.#kernel.clock.now()) return;
    for (const hash of this.#families.get(record.id)?.tokens ?? []) {
      this.#tokens.delete(hash);
      this.#storedTokens.delete(hash);
    }
    this.#families.delete(record.id);
    this.#byUser.get(userKey({ id: record.poolId }, record))?.delete(record.id);
    this.#storedFamilies.delete(record.id);
  }
}

function hashOf(token: string): string {
  return createHash("sha256").update(token).digest("base64url");
}
