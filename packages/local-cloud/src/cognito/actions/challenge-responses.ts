import type { Input } from "../../protocols/input.ts";
import type { CognitoContext } from "../context.ts";
import { invalidParameter, notAuthorized } from "../errors.ts";
import { checkMutable, checkWritable, mergeAttributes } from "../input/attributes.ts";
import { type ClientCall, checkSecretHash, namedClient, parameter, poolClient } from "../input/caller.ts";
import { checkPassword } from "../passwords.ts";
import { type AuthAnswer, completeSignIn, type SignIn, secondFactor } from "../sign-in.ts";
import { acceptTotp, enable } from "../software-token.ts";
import type { ChallengeRecord, UserRecord } from "../state/records.ts";

export function respondToAuthChallenge(context: CognitoContext, input: Input): Promise<AuthAnswer> {
  return respond(context, input, namedClient(context, input));
}

export function adminRespondToAuthChallenge(context: CognitoContext, input: Input): Promise<AuthAnswer> {
  return respond(context, input, poolClient(context, input));
}

interface Answer {
  call: SignIn;
  session: string;
  challenge: ChallengeRecord;
  user: UserRecord;
  responses: Record<string, string>;
}

async function respond(context: CognitoContext, input: Input, call: ClientCall): Promise<AuthAnswer> {
  const name = input.oneOf("ChallengeName", ["SOFTWARE_TOKEN_MFA", "NEW_PASSWORD_REQUIRED", "MFA_SETUP"]);
  const responses = input.map("ChallengeResponses");
  const username = parameter(responses, "USERNAME");
  checkSecretHash(call.client, username, responses["SECRET_HASH"]);
  const session = input.text("Session", { min: 20, max: 2048 });
  const challenge = context.challenges.find(session);
  const user = context.directory.findUser(call.pool.id, challenge.username);
  if (!user || challenge.clientId !== call.client.id || challenge.name !== name) {
    throw notAuthorized("Invalid session for the user.");
  }
  if (context.directory.findUser(call.pool.id, username) !== user) {
    throw notAuthorized("Invalid session for the user.");
  }
  if (!user.enabled) throw notAuthorized("User is disabled.");
  const signIn = { ...call, clientMetadata: input.map("ClientMetadata") };
  const answer: Answer = { call: signIn, session, challenge, user, responses };
  switch (name) {
    case "SOFTWARE_TOKEN_MFA":
      return softwareToken(context, answer);
    case "NEW_PASSWORD_REQUIRED":
      return newPassword(context, answer);
    case "MFA_SETUP":
      return mfaSetup(context, answer);
  }
}

/** A wrong code leaves the session open and counts towards the lockout. */
async function softwareToken(
  context: CognitoContext,
  { call, session, user, responses }: Answer,
): Promise<AuthAnswer> {
  const code = parameter(responses, "SOFTWARE_TOKEN_MFA_CODE");
  await acceptTotp(context, user, code);
  // Two requests may send a valid code for one session. The second finds the session closed.
  context.challenges.find(session);
  context.challenges.close(session);
  return completeSignIn(context, call, user, "TokenGeneration_Authentication");
}

async function newPassword(
  context: CognitoContext,
  { call, session, user, responses }: Answer,
): Promise<AuthAnswer> {
  const password = parameter(responses, "NEW_PASSWORD");
  checkPassword(password, call.pool.settings.Policies.PasswordPolicy);
  const attributes = attributesOf(responses);
  checkWritable(call.pool, call.client, attributes);
  checkMutable(call.pool, user, attributes);
  if ("email" in attributes) throw invalidParameter("Cannot modify an already provided email");
  const hash = await context.hasher.hash(password);
  context.challenges.find(session);
  context.challenges.close(session);
  user.passwordHash = hash;
  delete user.passwordExpires;
  user.status = "CONFIRMED";
  user.modified = context.kernel.clock.now();
  mergeAttributes(user, attributes);
  context.directory.saveUser(user);
  return secondFactor(context, call, user, "TokenGeneration_NewPasswordChallenge");
}

/** The response `userAttributes.name` sets the attribute `name`. */
function attributesOf(responses: Record<string, string>): Record<string, string> {
  const prefix = "userAttributes.";
  const entries = Object.entries(responses).filter(([name]) => name.startsWith(prefix));
  return Object.fromEntries(entries.map(([name, value]) => [name.slice(prefix.length), value]));
}

async function mfaSetup(context: CognitoContext, answer: Answer): Promise<AuthAnswer> {
  const { call, session, challenge, user } = answer;
  if (!challenge.totp?.verified)
    throw invalidParameter("Software token has not been verified for this session");
  context.challenges.close(session);
  enable(user, challenge.totp.secret, challenge.totp.lastStep);
  user.totp.enabled = true;
  user.totp.preferred = true;
  context.directory.saveUser(user);
  return completeSignIn(context, call, user, "TokenGeneration_Authentication");
}
