import { createHmac, timingSafeEqual } from "node:crypto";
import { userPool } from "@tradewind/blueprint/areas/accounts/identity";
import { resourceOf } from "../platform/resource-of.ts";

/** The use of a seal. A value sealed for one use is invalid in another. */
export type Purpose = "refresh-token" | "sign-in" | "attempt" | "guest-code" | "guest-session";

/** A keyed hash: nobody else can compute it, and its input cannot be found by trying. */
export function keyedHash(purpose: Purpose, text: string): string {
  return createHmac("sha256", resourceOf(userPool).clientSecret)
    .update(`tradewind ${purpose}\n${text}`)
    .digest("base64url");
}

/** Seals a value for a client: it comes back unchanged, or it is refused. */
export function seal(purpose: Purpose, value: Record<string, unknown>): string {
  const text = Buffer.from(JSON.stringify(value)).toString("base64url");
  return `${text}.${keyedHash(purpose, text)}`;
}

/** The sealed value; undefined when the seal is not ours. */
export function unseal<T>(purpose: Purpose, sealed: string): T | undefined {
  const [text = "", mac = ""] = sealed.split(".");
  const wanted = Buffer.from(keyedHash(purpose, text));
  const given = Buffer.from(mac);
  if (wanted.length !== given.length || !timingSafeEqual(wanted, given)) return undefined;
  return JSON.parse(Buffer.from(text, "base64url").toString("utf8")) as T;
}
