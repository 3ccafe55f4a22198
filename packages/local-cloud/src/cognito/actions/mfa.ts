import { AwsError } from "../../kernel/wire.ts";
import type { Input } from "../../protocols/input.ts";
import type { CognitoContext } from "../context.ts";
import { invalidParameter, notAuthorized } from "../errors.ts";
import { namedUser, signedIn } from "../input/caller.ts";
import { checkSoftwareTokens, enable } from "../software-token.ts";
import { userKey } from "../state/directory.ts";
import type { UserRecord } from "../state/records.ts";
import { matchingStep, newSecret } from "../totp.ts";

const CODES_PER_HOUR = 10;

/** Issues a TOTP secret to a signed-in user or within an MFA_SETUP challenge. */
export async function associateSoftwareToken(context: CognitoContext, input: Input): Promise<object> {
  const secret = newSecret();
  if (input.has("AccessToken")) {
    const { pool, user } = signedIn(context, input);
    checkSoftwareTokens(pool);
    // The previous secret stays in force until a code of the new one is verified.
    user.totp.pending = secret;
    context.directory.saveUser(user);
    await context.kernel.store.durable();
    return { SecretCode: secret };
  }
  const { session, challenge } = setupChallenge(context, input);
  challenge.totp = { secret, verified: false, lastStep: 0 };
  const Session = context.challenges.renew(session, challenge);
  await context.kernel.store.durable();
  return { SecretCode: secret, Session };
}

export async function verifySoftwareToken(context: CognitoContext, input: Input): Promise<object> {
  const code = input.text("UserCode", { pattern: /^[0-9]{6}$/ });
  const now = context.kernel.clock.now();
  if (input.has("AccessToken")) {
    const { pool, user } = signedIn(context, input);
    checkSoftwareTokens(pool);
    const { pending } = user.totp;
    if (pending === undefined) throw invalidParameter("Software token has not been associated with the user");
    context.hourly.use("verify totp", userKey(pool, user), CODES_PER_HOUR);
    const step = matchingStep(code, pending, now);
    if (step === undefined) return refuseCode(context);
    enable(user, pending, step);
    context.directory.saveUser(user);
    await context.kernel.store.durable();
    return { Status: "SUCCESS" };
  }
  const { session, challenge } = setupChallenge(context, input);
  const { totp } = challenge;
  if (!totp) throw invalidParameter("Software token has not been associated with the session");
  context.hourly.use("verify totp", userKey({ id: challenge.poolId }, challenge), CODES_PER_HOUR);
  const step = matchingStep(code, totp.secret, now);
  if (step === undefined) return refuseCode(context);
  challenge.totp = { ...totp, verified: true, lastStep: step };
  const Session = context.challenges.renew(session, challenge);
  await context.kernel.store.durable();
  return { Status: "SUCCESS", Session };
}

function setupChallenge(context: CognitoContext, input: Input) {
  const session = input.text("Session", { min: 20, max: 2048 });
  const challenge = context.challenges.find(session);
  if (challenge.name !== "MFA_SETUP") throw notAuthorized("Invalid session for the user.");
  return { session, challenge };
}

async function refuseCode(context: CognitoContext): Promise<never> {
  await context.kernel.store.durable();
  throw new AwsError("EnableSoftwareTokenMFAException", "Code mismatch and fail enable Software Token MFA");
}

export function setUserMfaPreference(context: CognitoContext, input: Input): Promise<object> {
  return setPreference(context, input, signedIn(context, input).user);
}

export function adminSetUserMfaPreference(context: CognitoContext, input: Input): Promise<object> {
  return setPreference(context, input, namedUser(context, input).user);
}

async function setPreference(context: CognitoContext, input: Input, user: UserRecord): Promise<object> {
  for (const unsupported of ["SMSMfaSettings", "EmailMfaSettings", "WebAuthnMfaSettings"]) {
    if (input.structure(unsupported)?.flag("Enabled")) {
      throw invalidParameter(`${unsupported} is not supported by the local cloud`);
    }
  }
  const settings = input.structure("SoftwareTokenMfaSettings");
  const enabled = settings?.flag("Enabled");
  const preferred = settings?.flag("PreferredMfa");
  if (enabled && user.totp.secret === undefined) {
    throw invalidParameter("User does not have delivery config set to turn on SOFTWARE_TOKEN_MFA");
  }
  user.totp.enabled = enabled ?? user.totp.enabled;
  user.totp.preferred = user.totp.enabled && (preferred ?? user.totp.preferred);
  context.directory.saveUser(user);
  await context.kernel.store.durable();
  return {};
}
