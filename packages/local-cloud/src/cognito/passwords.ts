import { randomBytes, randomInt, type ScryptOptions, scrypt, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";
import { AwsError } from "../kernel/wire.ts";
import type { PasswordPolicy } from "./state/records.ts";

/** The cost of scrypt. It uses `128 * N * r` bytes of memory. */
export interface ScryptCost {
  N: number;
  r: number;
  p: number;
}

/** 16 MiB and about 50 ms of one laptop core. */
export const DEFAULT_COST: ScryptCost = { N: 2 ** 14, r: 8, p: 1 };

const derive = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt);
const KEY_BYTES = 32;

/**
 * Hashes secrets that people type: passwords and one-time codes. The cost is stored beside each
 * hash.
 */
export class SecretHasher {
  readonly #cost: ScryptCost;
  readonly #decoy: string;

  constructor(cost: ScryptCost = DEFAULT_COST) {
    this.#cost = cost;
    this.#decoy = encode(cost, randomBytes(16), randomBytes(KEY_BYTES));
  }

  async hash(secret: string): Promise<string> {
    const salt = randomBytes(16);
    return encode(this.#cost, salt, await deriveKey(secret, salt, this.#cost));
  }

  /**
   * Takes as long without a hash as with one, so that the time does not reveal whether an account
   * exists.
   */
  async matches(secret: string, hash: string | undefined): Promise<boolean> {
    const [N, r, p, salt = "", key = ""] = (hash ?? this.#decoy).split("$");
    const cost = { N: Number(N), r: Number(r), p: Number(p) };
    const derived = await deriveKey(secret, Buffer.from(salt, "base64"), cost);
    return timingSafeEqual(derived, Buffer.from(key, "base64")) && hash !== undefined;
  }
}

function deriveKey(secret: string, salt: Buffer, cost: ScryptCost): Promise<Buffer> {
  return derive(secret.normalize("NFKC"), salt, KEY_BYTES, { ...cost, maxmem: 256 * cost.N * cost.r });
}

function encode({ N, r, p }: ScryptCost, salt: Buffer, key: Buffer): string {
  return [N, r, p, salt.toString("base64"), key.toString("base64")].join("$");
}

// https://docs.aws.amazon.com/cognito/latest/developerguide/managing-users-passwords.html
const SYMBOL = /[$^*.[\]{}()?"!@#%&/\\,><':;|_~`=+ -]/;
const MAXIMUM_LENGTH = 256;

export function checkPassword(password: string, policy: PasswordPolicy): void {
  const refuse = (reason: string): never => {
    throw new AwsError("InvalidPasswordException", `Password did not conform with policy: ${reason}`);
  };
  if (password.length < policy.MinimumLength) refuse("Password not long enough");
  if (password.length > MAXIMUM_LENGTH) refuse("Password too long");
  if (policy.RequireUppercase && !/[A-Z]/.test(password)) refuse("Password must have uppercase characters");
  if (policy.RequireLowercase && !/[a-z]/.test(password)) refuse("Password must have lowercase characters");
  if (policy.RequireNumbers && !/[0-9]/.test(password)) refuse("Password must have numeric characters");
  if (policy.RequireSymbols && !SYMBOL.test(password)) {
    refuse("Password must have symbol characters");
  }
}

const LETTERS = "abcdefghijkmnpqrstuvwxyz";

/** A temporary password that every policy accepts. */
export function temporaryPassword(policy: PasswordPolicy): string {
  const pick = (from: string) => from.charAt(randomInt(from.length));
  const required = [pick(LETTERS.toUpperCase()), pick(LETTERS), pick("23456789"), pick("!@#%&*")];
  const rest = Array.from({ length: Math.max(12, policy.MinimumLength) }, () => pick(LETTERS));
  return [...required, ...rest].join("");
}
