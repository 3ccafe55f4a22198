import { AwsError } from "../kernel/wire.ts";
import type { CognitoContext } from "./context.ts";
import { userKey } from "./state/directory.ts";
import type { PoolRecord, UserRecord } from "./state/records.ts";
import { codeAt, matchingStep, stepAt } from "./totp.ts";

/**
 * Accepts one TOTP code of the user, each at most once (RFC 6238, 5.2). Wrong codes count towards
 * the same lockout as wrong passwords:
 * https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-mfa.html
 */
export async function acceptTotp(context: CognitoContext, user: UserRecord, code: string): Promise<void> {
  const { clock, store } = context.kernel;
  const { secret } = user.totp;
  if (secret === undefined) throw softwareTokenNotFound();
  const check = () => {
    const step = matchingStep(code, secret, clock.now());
    if (step === undefined) return false;
    if (step <= user.totp.lastStep) throw usedTwice();
    user.totp.lastStep = step;
    context.directory.saveUser(user);
    return true;
  };
  await context.lockout.attempt(userKey({ id: user.poolId }, user), check, wrongCode);
  await store.durable();
}

/** Makes `secret` the user's secret. Codes up to `lastStep` count as used. */
export function enable(user: UserRecord, secret: string, lastStep: number): void {
  delete user.totp.pending;
  user.totp.secret = secret;
  user.totp.lastStep = lastStep;
}

/** Refuses MFA operations in pools that do not offer it. */
export function checkSoftwareTokens(pool: PoolRecord): void {
  if (!pool.softwareTokenMfa) throw softwareTokenNotEnabled();
}

/**
 * The code that an enrolment under way would accept, or else the next one that {@link acceptTotp}
 * would.
 */
export function acceptableCode(user: UserRecord, now: number): string | undefined {
  const { secret, pending, lastStep, enabled } = user.totp;
  if (pending !== undefined && !enabled) return codeAt(stepAt(now), pending);
  if (secret === undefined) return undefined;
  return codeAt(Math.max(stepAt(now), lastStep + 1), secret);
}

function wrongCode(): AwsError {
  return new AwsError("CodeMismatchException", "Invalid code received for user");
}

function usedTwice(): AwsError {
  return new AwsError("ExpiredCodeException", "Your software token has already been used once.");
}

function softwareTokenNotFound(): AwsError {
  const message = "Software Token MFA does not exist for the user.";
  return new AwsError("SoftwareTokenMFANotFoundException", message);
}

function softwareTokenNotEnabled(): AwsError {
  const message = "Software Token MFA has not been enabled by the userPool";
  return new AwsError("SoftwareTokenMFANotFoundException", message);
}
