/**
 * Tokens that authenticate one service to another: JWTs for one caller, one callee and one payload,
 * for as long as a workflow may repeat the call.
 *
 * Invariants: the private key never leaves KMS; the algorithm and key are ours, never the token's
 * choice.
 */

import { createHash, createPublicKey, type KeyObject, verify } from "node:crypto";
import { GetPublicKeyCommand, SignCommand } from "@aws-sdk/client-kms";
import { stepErrors } from "@tradewind/blueprint/areas/order-saga";
import { SERVICE_TOKEN_SECONDS } from "@tradewind/blueprint/ground/limits";
import type { ServiceCallDefinition } from "@tradewind/blueprint/language/define";
import { kms } from "../platform/clients/kms.ts";
import type { Context } from "../platform/context.ts";
import { StepError } from "../platform/errors.ts";
import { resourceOf } from "../platform/resource-of.ts";
import { epochSeconds } from "../platform/time.ts";

/** The parameters of the call; the token holds their hash. */
type Payload = Readonly<Record<string, string | number>>;

/** https://www.rfc-editor.org/rfc/rfc7519#section-4.1, and the hash of the call's payload. */
interface Claims {
  iss: string;
  aud: string;
  jti: string;
  iat: number;
  exp: number;
  payload: string;
}

/** Upper bound of the clock skew between Lambda hosts. */
const CLOCK_SKEW_SECONDS = 5;

const encodePart = (part: object) => Buffer.from(JSON.stringify(part)).toString("base64url");

const headerOf = ({ key }: ServiceCallDefinition) =>
  encodePart({ alg: "ES256", typ: "JWT", kid: resourceOf(key).arn.split("/").at(-1) });

const hashOf = (payload: Payload) =>
  createHash("sha256")
    .update(JSON.stringify(Object.entries(payload).toSorted(([a], [b]) => (a < b ? -1 : 1))))
    .digest("base64url");

/** Signs the token that the caller sends with its payload. */
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
  const signed = `${headerOf(call)}.${encodePart(claims)}`;
  const { Signature = new Uint8Array() } = await kms.send(
    new SignCommand({
      KeyId: resourceOf(call.key).arn,
      SigningAlgorithm: "ECDSA_SHA_256",
      Message: Buffer.from(signed),
    }),
  );
  return `${signed}.${derToJose(Signature).toString("base64url")}`;
}

/**
 * KMS signs in ASN.1 DER. A JWT wants both numbers at full length, one after the other:
 * https://www.rfc-editor.org/rfc/rfc7518#section-3.4
 */
function derToJose(der: Uint8Array): Buffer {
  const lengthOfR = der[3] ?? 0;
  const numbers = [der.subarray(4, 4 + lengthOfR), der.subarray(6 + lengthOfR)];
  return Buffer.concat(numbers.map((number) => Buffer.concat([Buffer.alloc(32), number]).subarray(-32)));
}

/**
 * Verifies that the caller issued the token for this payload, and not long ago. A workflow may
 * repeat the call with the same token, so the callee must be idempotent by the payload.
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
  // The header is compared, never parsed: there is one algorithm and one key.
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

const publicKeys = new Map<string, KeyObject>();

/** Kept for the life of the process: the public key of a KMS signing key never changes. */
async function publicKeyOf({ key }: ServiceCallDefinition): Promise<KeyObject> {
  const { arn } = resourceOf(key);
  const known = publicKeys.get(arn) ?? (await fetchPublicKey(arn));
  publicKeys.set(arn, known);
  return known;
}

async function fetchPublicKey(arn: string): Promise<KeyObject> {
  const { PublicKey = new Uint8Array() } = await kms.send(new GetPublicKeyCommand({ KeyId: arn }));
  return createPublicKey({ key: Buffer.from(PublicKey), format: "der", type: "spki" });
}
