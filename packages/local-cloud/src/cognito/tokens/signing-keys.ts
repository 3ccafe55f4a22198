import {
  createPrivateKey,
  createPublicKey,
  generateKeyPair,
  type KeyObject,
  randomUUID,
  sign,
  verify,
} from "node:crypto";
import { promisify } from "node:util";
import type { PoolRecord, SigningKeyRecord } from "../state/records.ts";

const generateRsa = promisify(generateKeyPair);
const signAsync = promisify<string, Buffer, KeyObject, Buffer>(sign);

export type Claims = Record<string, unknown>;

/** A public key in the form of RFC 7517, with the members of a user pool's JWKS. */
export type PublicJwk = {
  alg: "RS256";
  e: string;
  kid: string;
  kty: "RSA";
  n: string;
  use: "sig";
};

export async function newSigningKey(): Promise<SigningKeyRecord> {
  const { privateKey } = await generateRsa("rsa", { modulusLength: 2048 });
  return {
    kid: Buffer.from(randomUUID()).toString("base64"),
    privateKey: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
  };
}

interface LoadedKey {
  kid: string;
  header: string;
  privateKey: KeyObject;
  publicKey: KeyObject;
}

/**
 * Signs and verifies the tokens of pools. Parsed keys are cached, because parsing costs as much as
 * verifying.
 */
export class SigningKeys {
  readonly #loaded = new WeakMap<SigningKeyRecord, LoadedKey>();

  jwks(pool: PoolRecord): { keys: PublicJwk[] } {
    const keys = [pool.keys.id, pool.keys.access].map((record): PublicJwk => {
      const { e = "", n = "" } = this.#load(record).publicKey.export({ format: "jwk" });
      return { alg: "RS256", e, kid: record.kid, kty: "RSA", n, use: "sig" };
    });
    return { keys };
  }

  async sign(record: SigningKeyRecord, claims: Claims): Promise<string> {
    const { header, privateKey } = this.#load(record);
    const signed = `${header}.${encode(claims)}`;
    const signature = await signAsync("sha256", Buffer.from(signed), privateKey);
    return `${signed}.${signature.toString("base64url")}`;
  }

  /** The claims of a token that `record` signed; undefined for other tokens. */
  verify(record: SigningKeyRecord, token: string): Claims | undefined {
    const [header = "", payload = "", signature = "", ...rest] = token.split(".");
    const loaded = this.#load(record);
    if (rest.length > 0 || header !== loaded.header) return undefined;
    const signed = Buffer.from(`${header}.${payload}`);
    if (!verify("sha256", signed, loaded.publicKey, Buffer.from(signature, "base64url"))) return undefined;
    return JSON.parse(Buffer.from(payload, "base64url").toString()) as Claims;
  }

  #load(record: SigningKeyRecord): LoadedKey {
    let loaded = this.#loaded.get(record);
    if (!loaded) {
      const privateKey = createPrivateKey(record.privateKey);
      const header = encode({ kid: record.kid, alg: "RS256" });
      loaded = { kid: record.kid, header, privateKey, publicKey: createPublicKey(privateKey) };
      this.#loaded.set(record, loaded);
    }
    return loaded;
  }
}

/** The unverified claims of a token, to find the key that verifies it. */
export function peek(token: string): Claims | undefined {
  try {
    const claims: unknown = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString());
    return typeof claims === "object" && claims !== null ? (claims as Claims) : undefined;
  } catch {
    return undefined;
  }
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}
