/**
 * Tokens by which one service asks another: JWTs of one caller, for one callee, one payload and a minute. Invariants: the private
 * key never leaves KMS; what a token says of its key and algorithm decides nothing.
 */
import { epochSeconds } from "./time.ts";
import { kms } from "./clients/kms.ts";
import { createHash, createPublicKey, type KeyObject, verify } from "node:crypto";
import { GetPublicKeyCommand, SignCommand } from "@aws-sdk/client-kms";
import type { ServiceCallDefinition } from "@tradewind/blueprint/language/define";
import { SERVICE_TOKEN_SECONDS } from "@tradewind/blueprint/ground/limits";
import { stepErrors } from "@tradewind/blueprint/areas/order-saga";
import type { Context } from "./context.ts";
import { StepError } from "./errors.ts";
import { resourceOf } from "./resource-of.ts";

/** What is asked for. */
type Payload = Readonly<Record<string, string | number>>;

/** https://www.rfc-editor.org/rfc/rfc7519#section-4.1, and the hash of what is asked for. */
interface Claims {
  iss: string;
  aud: string;
  jti: string;
  iat: number;
  exp: number;
  payload: string;
}

/** Clocks of Lambda's machines differ by less. */
const CLOCK_SKEW_SECONDS = 5;

const encoded = (part: object) => Buffer.from(JSON.stringify(part)).toString("base64url");

const headerOf = ({ key }: ServiceCallDefinition) =>
  encoded({ alg: "ES256", typ: "JWT", kid: resourceOf(key).arn.split("/").at(-1) });

const hashOf = (payload: Payload) =>
  createHash("sha256")
    .update(JSON.stringify(Object.entries(payload).toSorted(([a], [b]) => (a < b ? -1 : 1))))
    .digest("base64url");

/** What the caller hands to the callee, beside what it asks for. */
export async function issue(ctx: Context, call: ServiceCallDefinition, payload: Payload): Promise<string> {
  const iat = epochSeconds(ctx);
  const claims: Claims = {
    iss: call.caller,
    aud: call.callee,
    jti: ctx.ids.next("call"),
    iat,
    exp: iat + SERVICE_TOKEN_SECONDS,
    payload: hashOf(payload),
  };
  const signed = `${headerOf(call)}.${encoded(claims)}`;
  const { Signature = new Uint8Array() } = await kms.send(
    new SignCommand({
      KeyId: resourceOf(call.key).arn,
      SigningAlgorithm: "ECDSA_SHA_256",
      Message: Buffer.from(signed),
    }),
  );
  return `${signed}.${concatenated(Signature).toString("base64url")}`;
}

/**
 * KMS signs in ASN.1, a JWT has both numbers at full length one after the other: https://www.rfc-editor.org/rfc/rfc7518#section-3.4
 */
function concatenated(der: Uint8Array): Buffer {
  const lengthOfR = der[3] ?? 0;
  const numbers = [der.subarray(4, 4 + lengthOfR), der.subarray(6 + lengthOfR)];
  return Buffer.concat(numbers.map((number) => Buffer.concat([Buffer.alloc(32), number]).subarray(-32)));
}

/**
 * The callee goes on when it was the caller who asked, just now, and for this. It may be asked again by the same token, as
 * workflows repeat themselves: what it does is done once by what the payload names.
 * @throws CallRefused
 */
export async function accept(
  ctx: Context,
  call: ServiceCallDefinition,
  payload: Payload,
  token: string,
): Promise<void> {
  const refuse = (why: string): never => {
    throw new StepError(stepErrors.callRefused, `${call.callee} is not asked by ${call.caller}: ${why}.`);
  };
  const [header, body = "", signature = "", ...more] = token.split(".");
  // Compared, not read: there is one algorithm and one key.
  if (header !== headerOf(call) || more.length > 0) refuse("header");
  const key = { key: await publicKeyOf(call), dsaEncoding: "ieee-p1363" } as const;
  if (!verify("sha256", Buffer.from(`${header}.${body}`), key, Buffer.from(signature, "base64url")))
    refuse("signature");
  const claims = JSON.parse(Buffer.from(body, "base64url").toString("utf8")) as Claims;
  const now = ctx.clock.now() / 1000;
  if (claims.iss !== call.caller) refuse("issuer");
  if (claims.aud !== call.callee) refuse("audience");
  if (claims.exp <= now || claims.exp - claims.iat > SERVICE_TOKEN_SECONDS) refuse("expiry");
  if (claims.iat > now + CLOCK_SKEW_SECONDS) refuse("time of issue");
  if (claims.payload !== hashOf(payload)) refuse("payload");
}

const publicKeys = new Map<string, Promise<KeyObject>>();

/** Asked for once: a key of this kind never changes. */
function publicKeyOf({ key }: ServiceCallDefinition): Promise<KeyObject> {
  const { arn } = resourceOf(key);
  const known = publicKeys.get(arn) ?? fetchPublicKey(arn);
  publicKeys.set(arn, known);
  known.catch(() => publicKeys.delete(arn));
  return known;
}

async function fetchPublicKey(arn: string): Promise<KeyObject> {
  const { PublicKey = new Uint8Array() } = await kms.send(new GetPublicKeyCommand({ KeyId: arn }));
  return createPublicKey({ key: Buffer.from(PublicKey), format: "der", type: "spki" });
}
