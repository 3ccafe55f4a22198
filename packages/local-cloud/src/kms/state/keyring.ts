import { parseArn } from "../../kernel/arn.ts";
import type { Kernel } from "../../kernel/kernel.ts";
import type { Collection } from "../../kernel/store.ts";
import { AwsError } from "../../kernel/wire.ts";
import { newSymmetricMaterial } from "../crypto/material.ts";
import { invalidState, invalidUsage, notFound } from "../errors.ts";
import type { KeyUsage } from "../specs.ts";
import type { AliasRecord, KeyRecord, MaterialRecord } from "./records.ts";

export const DAY_MS = 86_400_000;

/** Keys and aliases, in memory and in the store. Records are changed in place and then saved. */
export class Keyring {
  readonly #kernel: Kernel;
  readonly #keys = new Map<string, KeyRecord>();
  readonly #aliases = new Map<string, AliasRecord>();
  readonly #storedKeys: Collection<KeyRecord>;
  readonly #storedAliases: Collection<AliasRecord>;

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
    this.#storedKeys = kernel.store.collection("kms.keys");
    this.#storedAliases = kernel.store.collection("kms.aliases");
    for (const [id, key] of this.#storedKeys.load()) this.#keys.set(id, key);
    for (const [name, alias] of this.#storedAliases.load()) this.#aliases.set(name, alias);
    for (const key of this.#keys.values()) this.watchDeletion(key);
  }

  get keys(): KeyRecord[] {
    return [...this.#keys.values()];
  }

  get aliases(): AliasRecord[] {
    return [...this.#aliases.values()];
  }

  arn(key: KeyRecord): string {
    return this.#kernel.arn("kms", `key/${key.id}`);
  }

  aliasArn(name: string): string {
    return this.#kernel.arn("kms", name);
  }

  /** Finds a key in any state, by id, key ARN, alias name or alias ARN. */
  find(reference: string): KeyRecord {
    const name = this.#localName(reference);
    if (!name.startsWith("alias/")) return this.findExact(reference);
    const alias = this.#aliases.get(name);
    const key = alias && this.#keys.get(alias.keyId);
    if (!key) throw notFound(`Alias ${this.aliasArn(name)} is not found.`);
    this.#rotateWhenDue(key);
    return key;
  }

  /** Finds a key by id or key ARN. Operations that change a key accept no aliases. */
  findExact(reference: string): KeyRecord {
    const name = this.#localName(reference);
    if (name.startsWith("alias/")) throw notFound(`Invalid keyId '${reference}'`);
    const key = this.#keys.get(name.startsWith("key/") ? name.slice(4) : name);
    if (!key)
      throw notFound(`Key '${this.#kernel.arn("kms", `key/${name.replace(/^key\//, "")}`)}' does not exist`);
    this.#rotateWhenDue(key);
    return key;
  }

  /** The key with the id of a ciphertext. */
  byId(id: string): KeyRecord | undefined {
    return this.#keys.get(id);
  }

  findAlias(name: string): AliasRecord | undefined {
    return this.#aliases.get(name);
  }

  /** Throws unless the key is enabled and allows `usage`. */
  usable(key: KeyRecord, usage: KeyUsage, operation: string): void {
    this.active(key);
    if (key.usage !== usage) {
      throw invalidUsage(`${this.arn(key)} key usage is ${key.usage} which is not valid for ${operation}.`);
    }
  }

  /** Throws if the key is disabled or pending deletion. */
  active(key: KeyRecord): void {
    this.notPendingDeletion(key);
    if (key.state === "Disabled") throw new AwsError("DisabledException", `${this.arn(key)} is disabled.`);
  }

  notPendingDeletion(key: KeyRecord): void {
    if (key.state === "PendingDeletion") throw invalidState(`${this.arn(key)} is pending deletion.`);
  }

  save(key: KeyRecord): void {
    this.#keys.set(key.id, key);
    this.#storedKeys.put(key.id, key);
  }

  saveAlias(alias: AliasRecord): void {
    this.#aliases.set(alias.name, alias);
    this.#storedAliases.put(alias.name, alias);
  }

  deleteAlias(name: string): void {
    this.#aliases.delete(name);
    this.#storedAliases.delete(name);
  }

  /**
   * Destroys the key at the end of its waiting period, unless the deletion was cancelled or moved.
   */
  watchDeletion(key: KeyRecord): void {
    const { deletion } = key;
    if (deletion === undefined) return;
    this.#kernel.clock.schedule(deletion, () => {
      if (key.deletion === deletion) this.#destroy(key);
    });
  }

  #destroy(key: KeyRecord): void {
    this.#keys.delete(key.id);
    this.#storedKeys.delete(key.id);
    for (const { name, keyId } of this.aliases) if (keyId === key.id) this.deleteAlias(name);
  }

  /**
   * An automatic rotation happens when the key is next used, dated when it was due. Callers cannot
   * tell the difference, and no timer has to last a year. Keys that cannot be used are not rotated.
   */
  #rotateWhenDue(key: KeyRecord): void {
    if (!key.rotation || key.state !== "Enabled") return;
    const now = this.#kernel.clock.now();
    for (; key.rotation.next <= now; key.rotation.next += key.rotation.periodDays * DAY_MS) {
      key.materials.push(newSymmetricMaterial(key.rotation.next, "AUTOMATIC"));
      this.save(key);
    }
  }

  /** `key/…`, `alias/…` or an id, without the rest of the ARN. */
  #localName(reference: string): string {
    if (!reference.startsWith("arn:")) return reference;
    const { service, region, account, resource } = parseArn(reference);
    const here = service === "kms" && region === this.#kernel.region && account === this.#kernel.account;
    if (!here) throw notFound(`Invalid arn ${reference}`);
    return resource;
  }
}

export function currentMaterial(key: KeyRecord): MaterialRecord {
  const current = key.materials.at(-1);
  if (!current) throw new Error(`Key ${key.id} has no material`);
  return current;
}
