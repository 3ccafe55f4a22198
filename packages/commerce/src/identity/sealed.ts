import { createHmac, timingSafeEqual } from "node:crypto";
import { userPool } from "@tradewind/blueprint/areas/identity";
import { resourceOf } from "../platform/resource-of.ts";

/** What a seal is about: a value sealed for one use is nothing in another. */
export type Purpose = "refresh-token" | "sign-in" | "attempt" | "guest-code" | "guest-session";

/** A keyed hash: what it was made of cannot be tried out, and nobody else can make it. */
export function keyed(purpose: Purpose, text: string): string {
  return createHmac("sha256", resourceOf(userPool).clientSecret)
    .update(`tradewind ${purpose}\n${text}`)
    .digest("base64url");
}

/** Hands a value to a client in a form that comes back unchanged or not at all. */
export function seal(purpose: Purpose, value: Record<string, unknown>): string {
  const text = Buffer.from(JSON.stringify(value)).toString("base64url");
  return `${text}.${keyed(purpose, text)}`;
}

/** The value that was sealed; undefined for what is not our seal. */
export function unseal<T>(purpose: Purpose, sealed: string): T | undefined {
  const [text = "", mac = ""] = sealed.split(".");
  const wanted = Buffer.from(keyed(purpose, text));
  const given = Buffer.from(mac);
  if (wanted.length !== given.length || !timingSafeEqual(wanted, given)) return undefined;
  return JSON.parse(Buffer.from(text, "base64url").toString("utf8")) as T;
}
