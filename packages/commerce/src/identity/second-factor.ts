import { createHash, randomBytes } from "node:crypto";
import {
  AdminSetUserMFAPreferenceCommand,
  AssociateSoftwareTokenCommand,
  VerifySoftwareTokenCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { Entity } from "electrodb";
import { RECENT_SIGN_IN_MINUTES } from "@tradewind/blueprint/ground/limits";
import { cognito } from "../platform/clients/cognito.ts";
import type { Context } from "../platform/context.ts";
import { electroOptions } from "../platform/dynamodb/options.ts";
import { inCommerceTable } from "../platform/dynamodb/tables.ts";
import { DomainError } from "../platform/errors.ts";
import { epochSeconds } from "../platform/time.ts";
import { signOutEverywhere } from "./accounts.ts";
import { admit } from "./attempts.ts";
import { claimsOf, inPool, isNamed, translateErrors } from "./cognito.ts";
import { setAttribute } from "./profile.ts";
import { revokeFamily } from "./revocations.ts";
import { openSignIn } from "./sessions.ts";
import { MFA_SINCE } from "./stamp.ts";

const ISSUER = "Tradewind";
const CODES = 10;

/** Hashes of a user's recovery codes. The codes are so random that a plain hash hides them. */
const RecoveryEntity = new Entity(
  {
    model: { service: "tradewind", entity: "recovery", version: "1" },
    attributes: {
      userId: { type: "string", required: true },
      codes: { type: "set", items: "string", required: true },
    },
    indexes: {
      primary: {
        pk: { field: "pk", composite: ["userId"], casing: "none" },
        sk: { field: "sk", composite: [], casing: "none" },
      },
    },
  },
  inCommerceTable(),
);

/** The user who enrols, with an access token that may still change the account at Cognito. */
export interface Enrolling {
  accessToken: string;
  /** The token says that a second factor is enabled. */
  enrolled: boolean;
}

/**
 * Begins an enrolment.
 * @returns the secret, and the URI for an authenticator app
 * @throws auth.mfa_enrolled, auth.sign_in_again, auth.token_invalid, auth.too_many_attempts
 */
export async function enroll(
  ctx: Context,
  { accessToken, enrolled }: Enrolling,
): Promise<{ secret: string; uri: string }> {
  if (enrolled) throw new DomainError("auth.mfa_enrolled");
  // A refresh does not renew the time of the sign-in.
  const age = ctx.clock.now() / 1000 - claimsOf(accessToken).auth_time;
  if (age > RECENT_SIGN_IN_MINUTES * 60) throw new DomainError("auth.sign_in_again");
  await admit(ctx, { action: "enroll-mfa", account: ctx.actor.id });
  const command = new AssociateSoftwareTokenCommand({ AccessToken: accessToken });
  const { SecretCode: secret = "" } = await translateErrors(cognito.send(command), "auth.token_invalid");
  const query = new URLSearchParams({ secret, issuer: ISSUER });
  // https://github.com/google/google-authenticator/wiki/Key-Uri-Format
  return { secret, uri: `otpauth://totp/${ISSUER}?${query.toString()}` };
}

/**
 * Enables the second factor, and ends every session that began without it. If we crash between the
 * two calls, the account already asks for codes but its sessions do not yet count as MFA; never the
 * reverse.
 * @throws auth.code_invalid, auth.mfa_not_begun, auth.mfa_enrolled, auth.token_invalid,
 * auth.too_many_attempts
 */
export async function confirmEnrolment(
  ctx: Context,
  { accessToken, enrolled, family }: Enrolling & { family: string },
  code: string,
): Promise<{ recoveryCodes: string[] }> {
  if (enrolled) throw new DomainError("auth.mfa_enrolled");
  const userId = ctx.actor.id;
  await admit(ctx, { action: "confirm-mfa", account: userId });
  const command = new VerifySoftwareTokenCommand({ AccessToken: accessToken, UserCode: code });
  await translateErrors(cognito.send(command), "auth.token_invalid").catch((error: unknown) => {
    throw isNamed(error, "InvalidParameterException") ? new DomainError("auth.mfa_not_begun") : error;
  });
  const recoveryCodes = Array.from({ length: CODES }, newCode);
  await RecoveryEntity.put({ userId, codes: recoveryCodes.map(hashOf) }).go(electroOptions);
  await setMfaPreference(userId, true);
  await setMfaSince(userId, String(epochSeconds(ctx)));
  await signOutEverywhere(ctx, userId);
  // This session may have begun in this very second, which the sign-out above does not cover.
  await revokeFamily(ctx, userId, family);
  return { recoveryCodes };
}

/**
 * Disables the second factor for somebody with the password and a recovery code. The codes are
 * spent.
 * @throws auth.session_invalid, auth.code_invalid, auth.too_many_attempts
 */
export async function recover(
  ctx: Context,
  { session, recoveryCode }: { session: string; recoveryCode: string },
): Promise<void> {
  const { userId } = openSignIn(ctx, session, "SOFTWARE_TOKEN_MFA");
  await admit(ctx, { action: "recover-mfa", account: userId });
  const { data } = await RecoveryEntity.get({ userId }).go({ ...electroOptions, consistent: true });
  if (!data?.codes.includes(hashOf(recoveryCode))) throw new DomainError("auth.code_invalid");
  // All codes go: enrolling again makes new ones.
  await RecoveryEntity.delete({ userId }).go(electroOptions);
  await setMfaSince(userId, "");
  await setMfaPreference(userId, false);
  await signOutEverywhere(ctx, userId);
}

function setMfaPreference(userId: string, on: boolean) {
  const SoftwareTokenMfaSettings = { Enabled: on, PreferredMfa: on };
  return cognito.send(
    new AdminSetUserMFAPreferenceCommand({ ...inPool(), Username: userId, SoftwareTokenMfaSettings }),
  );
}

/** An empty value removes the attribute. */
const setMfaSince = (userId: string, value: string) => setAttribute(userId, MFA_SINCE, value);

/** 120 random bits in base32, in groups of four. */
function newCode(): string {
  const alphabet = "abcdefghijklmnopqrstuvwxyz234567";
  const letters = Array.from(randomBytes(24), (byte) => alphabet.charAt(byte & 31)).join("");
  return letters.replaceAll(/(.{4})(?=.)/g, "$1-");
}

const hashOf = (code: string) => createHash("sha256").update(code).digest("base64url");
