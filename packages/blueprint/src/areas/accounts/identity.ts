import * as z from "zod/mini";
import { authThrottle } from "../../ground/limits.ts";
import { commerceTable } from "../../ground/tables.ts";
import type { AuthRule } from "../../language/access.ts";
import {
  ANSWERING_MEMORY_MB,
  type AuthorizerDefinition,
  defineFunction,
  defineRoute,
} from "../../language/define.ts";
import type { UserPoolDefinition } from "../../language/resources.ts";
import { named, text } from "../../language/schema.ts";

export const userPool = {
  kind: "user-pool",
  name: "UserPool",
  groups: ["customer", "support", "merchandiser", "admin"],
  minimumPasswordLength: 12,
  accessTokenMinutes: 60,
  refreshTokenDays: 30,
  refreshGraceSeconds: 10,
  serverAttributes: ["mfaSince"],
  preToken: defineFunction("StampTokens", {
    handler: "functions/identity/stamp-tokens.handler",
    uses: [],
    // Cognito waits at most five seconds for a trigger.
    timeoutSeconds: 5,
    memoryMb: ANSWERING_MEMORY_MB,
  }),
} as const satisfies UserPoolDefinition;

/** The auth rule of `/orders`. A stage's checkout may require less. */
export const ordersAuth: AuthRule = "signed-in-mfa";

const usePool = { resource: userPool, access: "authenticate" } as const;
export const readUsers = { resource: userPool, access: "users" } as const;
export const manageUsers = { resource: userPool, access: "manage-users" } as const;
const useTable = { resource: commerceTable, access: "read-write" } as const;

export const authorizer = {
  kind: "authorizer",
  name: "AccessToken",
  function: defineFunction("AuthorizeRequest", {
    handler: "functions/identity/authorize-request.handler",
    uses: [usePool, { resource: commerceTable, access: "read" }],
    timeoutSeconds: 5,
    memoryMb: ANSWERING_MEMORY_MB,
  }),
  ttlSeconds: 60,
} as const satisfies AuthorizerDefinition;

/** Attackers try these words first. A password must have this many characters besides them. */
export const guessable = {
  words: ["tradewind", "merchandiser", "customer", "support", "admin", "store", "shop"],
  charactersBesides: 6,
} as const;

export const emailAddress = () => z.email().check(z.maxLength(254));
export const personName = () => text(100);
const password = () => z.string().check(z.minLength(1), z.maxLength(256));
export const oneTimeCode = () => z.string().check(z.regex(/^\d{6}$/, "Expected six digits"));
/** Identifies a sign-in that is not complete yet. */
const session = () => z.string().check(z.minLength(20), z.maxLength(4096), z.regex(/^[A-Za-z0-9._-]+$/));
const refreshToken = () => z.string().check(z.minLength(1), z.maxLength(4096));

export const expiresIn = () => z.int().check(z.describe("Seconds until the access token expires."));

const tokens = /* @__PURE__ */ named("Tokens", () =>
  z.object({
    accessToken: z.string(),
    idToken: z.string(),
    refreshToken: z.string(),
    expiresIn: expiresIn(),
  }),
);
export type Tokens = z.output<ReturnType<typeof tokens>>;

const browserSession = /* @__PURE__ */ named("BrowserSession", () =>
  z.object({ expiresIn: expiresIn() }).check(z.describe("In a browser, the tokens are in cookies.")),
);

/** A browser gets its tokens in cookies; its pages see only when they expire. */
const tokensOrCookies = /* @__PURE__ */ named("Session", () => z.union([tokens(), browserSession()]));

const challengeKind = /* @__PURE__ */ named("ChallengeKind", () =>
  z.enum(["SOFTWARE_TOKEN_MFA", "NEW_PASSWORD_REQUIRED"]),
);

const challenge = /* @__PURE__ */ named("Challenge", () =>
  z.object({ challenge: challengeKind(), session: z.string() }),
);

export type Challenge = z.output<ReturnType<typeof challenge>>;

const tokensOrChallenge = /* @__PURE__ */ named("SignInResult", () =>
  z.union([tokensOrCookies(), challenge()]),
);

const newAccount = /* @__PURE__ */ named("NewAccount", () => z.object({ email: z.string() }));

const mfaEnrollment = /* @__PURE__ */ named("MfaEnrollment", () =>
  z.object({
    secret: z.string(),
    uri: z.string().check(z.describe("Show it to the user as a QR code.")),
  }),
);

const recoveryCodes = /* @__PURE__ */ named("RecoveryCodes", () =>
  z.object({ recoveryCodes: z.array(z.string()) }),
);

const authRoute = { method: "POST", auth: "none", throttle: authThrottle } as const;
export const ownRoute = { auth: "account", throttle: authThrottle } as const;
const codeResponse = {
  description: "Accepted. A code is sent by email if the account exists and needs one.",
} as const;

export const signUp = /* @__PURE__ */ defineRoute(authRoute, {
  name: "SignUp",
  path: "/auth/sign-up",
  summary: "Create an account",
  description:
    "Sends a confirmation code by email. If the address already has an account, the answer is the same, and its owner gets a code to confirm the address or to reset the password.",
  handler: "functions/identity/sign-up.handler",
  uses: [usePool, useTable],
  body: () => z.strictObject({ email: emailAddress(), password: password(), name: personName() }),
  responses: {
    202: {
      description: "Accepted. An email is sent to the address.",
      body: newAccount,
    },
  },
  errors: ["auth.password_weak", "auth.too_many_attempts"],
});

export const confirmSignUp = /* @__PURE__ */ defineRoute(authRoute, {
  name: "ConfirmSignUp",
  path: "/auth/confirm",
  summary: "Confirm an email address with the emailed code",
  handler: "functions/identity/confirm-sign-up.handler",
  uses: [usePool, useTable],
  body: () => z.strictObject({ email: emailAddress(), code: oneTimeCode() }),
  responses: { 204: { description: "The account is confirmed." } },
  errors: ["auth.code_invalid", "auth.too_many_attempts"],
});

export const resendCode = /* @__PURE__ */ defineRoute(authRoute, {
  name: "ResendCode",
  path: "/auth/resend",
  summary: "Resend the confirmation code",
  description: "The answer does not show whether the address has an account.",
  handler: "functions/identity/resend-code.handler",
  uses: [usePool, useTable],
  body: () => z.strictObject({ email: emailAddress() }),
  responses: { 202: codeResponse },
  errors: ["auth.too_many_attempts"],
});

export const forgotPassword = /* @__PURE__ */ defineRoute(authRoute, {
  name: "ForgotPassword",
  path: "/auth/forgot-password",
  summary: "Request a code to reset the password",
  description: "The answer does not show whether the address has an account.",
  handler: "functions/identity/forgot-password.handler",
  uses: [usePool, useTable],
  body: () => z.strictObject({ email: emailAddress() }),
  responses: { 202: codeResponse },
  errors: ["auth.too_many_attempts"],
});

export const resetPassword = /* @__PURE__ */ defineRoute(authRoute, {
  name: "ResetPassword",
  path: "/auth/reset-password",
  summary: "Reset the password with the emailed code",
  description: "Ends all sessions of the account. A second factor stays on.",
  handler: "functions/identity/reset-password.handler",
  uses: [usePool, manageUsers, readUsers, useTable],
  body: () => z.strictObject({ email: emailAddress(), code: oneTimeCode(), password: password() }),
  responses: { 204: { description: "The password is set. All sessions of the account have ended." } },
  errors: ["auth.code_invalid", "auth.password_weak", "auth.too_many_attempts"],
});

export const signIn = /* @__PURE__ */ defineRoute(authRoute, {
  name: "SignIn",
  path: "/auth/sign-in",
  summary: "Sign in with email and password",
  description: "Answers with tokens, or with a challenge that the client must answer first.",
  handler: "functions/identity/sign-in.handler",
  uses: [usePool, useTable],
  body: () => z.strictObject({ email: emailAddress(), password: password() }),
  responses: { 200: { description: "Signed in, or the challenge to answer next.", body: tokensOrChallenge } },
  errors: [
    "auth.credentials_invalid",
    "auth.email_unconfirmed",
    "auth.password_reset_required",
    "auth.too_many_attempts",
  ],
});

export const answerMfaChallenge = /* @__PURE__ */ defineRoute(authRoute, {
  name: "AnswerMfaChallenge",
  path: "/auth/mfa/challenge",
  summary: "Answer the second-factor challenge of a sign-in",
  description: "Each code of the authenticator works once.",
  handler: "functions/identity/answer-mfa-challenge.handler",
  uses: [usePool, useTable],
  body: () => z.strictObject({ session: session(), code: oneTimeCode() }),
  responses: { 200: { description: "Signed in.", body: tokensOrCookies } },
  errors: ["auth.session_invalid", "auth.code_invalid", "auth.too_many_attempts"],
});

export const setNewPassword = /* @__PURE__ */ defineRoute(authRoute, {
  name: "SetNewPassword",
  path: "/auth/new-password",
  summary: "Replace a temporary password",
  description: "Answers the challenge NEW_PASSWORD_REQUIRED of a sign-in.",
  handler: "functions/identity/set-new-password.handler",
  uses: [usePool, useTable],
  body: () => z.strictObject({ session: session(), password: password() }),
  responses: { 200: { description: "Signed in, or the challenge to answer next.", body: tokensOrChallenge } },
  errors: ["auth.session_invalid", "auth.password_weak", "auth.too_many_attempts"],
});

export const recoverMfa = /* @__PURE__ */ defineRoute(authRoute, {
  name: "RecoverMfa",
  path: "/auth/mfa/recover",
  summary: "Turn off the second factor with a recovery code",
  description:
    "For users who have lost their authenticator. Ends all sessions. Sign in again, then enroll a new authenticator.",
  handler: "functions/identity/recover-mfa.handler",
  uses: [usePool, manageUsers, useTable],
  body: () =>
    z.strictObject({
      session: session(),
      recoveryCode: z.string().check(z.regex(/^[a-z2-7]{4}(-[a-z2-7]{4}){5}$/)),
    }),
  responses: { 204: { description: "The second factor is off. All sessions of the account have ended." } },
  errors: ["auth.session_invalid", "auth.code_invalid", "auth.too_many_attempts"],
});

export const refreshTokens = /* @__PURE__ */ defineRoute(authRoute, {
  name: "RefreshTokens",
  path: "/auth/refresh",
  summary: "Exchange a refresh token for new tokens",
  description:
    "The refresh token comes from the body or, in a browser, from its cookie. It works once. A retry within 10 seconds is safe; using the token again later ends the session.",
  handler: "functions/identity/refresh-tokens.handler",
  uses: [usePool, useTable],
  body: () => z.strictObject({ refreshToken: z.optional(refreshToken()) }),
  responses: { 200: { description: "The new tokens.", body: tokensOrCookies } },
  errors: ["auth.token_invalid", "auth.too_many_attempts"],
});

export const signOut = /* @__PURE__ */ defineRoute(authRoute, {
  name: "SignOut",
  path: "/auth/sign-out",
  summary: "Sign out",
  description: "The refresh token comes from the body or, in a browser, from its cookie.",
  handler: "functions/identity/sign-out.handler",
  uses: [usePool, useTable],
  body: () => z.strictObject({ refreshToken: z.optional(refreshToken()) }),
  responses: {
    204: { description: "The session has ended. Its access token may work for another 60 seconds." },
  },
  errors: ["auth.too_many_attempts"],
});

export const changePassword = /* @__PURE__ */ defineRoute(ownRoute, {
  name: "ChangePassword",
  method: "POST",
  path: "/auth/password",
  summary: "Change your password",
  description: "Requires the current password. Ends all sessions: sign in again with the new password.",
  handler: "functions/identity/change-password.handler",
  uses: [usePool, manageUsers, { resource: userPool, access: "set-passwords" }, useTable],
  body: () => z.strictObject({ currentPassword: password(), newPassword: password() }),
  responses: { 204: { description: "The password is changed. All sessions of the account have ended." } },
  errors: ["auth.password_incorrect", "auth.password_weak", "auth.too_many_attempts"],
});

export const signOutEverywhere = /* @__PURE__ */ defineRoute(ownRoute, {
  name: "SignOutEverywhere",
  method: "POST",
  path: "/auth/sign-out-everywhere",
  summary: "Sign out of all your sessions",
  handler: "functions/identity/sign-out-everywhere.handler",
  uses: [manageUsers, useTable],
  responses: {
    204: { description: "All sessions have ended. Their access tokens may work for another 60 seconds." },
  },
  errors: [],
});

export const enrollMfa = /* @__PURE__ */ defineRoute(ownRoute, {
  name: "EnrollMfa",
  method: "POST",
  path: "/auth/mfa/enroll",
  summary: "Start enrolling an authenticator",
  description:
    "Requires a sign-in within the last 15 minutes. The second factor is on once a code is confirmed with `POST /auth/mfa/confirm`.",
  handler: "functions/identity/enroll-mfa.handler",
  uses: [usePool, useTable],
  responses: {
    200: {
      description: "The secret of the authenticator.",
      body: mfaEnrollment,
    },
  },
  errors: ["auth.mfa_enrolled", "auth.sign_in_again", "auth.too_many_attempts"],
});

export const confirmMfa = /* @__PURE__ */ defineRoute(ownRoute, {
  name: "ConfirmMfa",
  method: "POST",
  path: "/auth/mfa/confirm",
  summary: "Turn on the second factor",
  description: "Takes a code of the authenticator. Ends all sessions: the next sign-in asks for a code.",
  handler: "functions/identity/confirm-mfa.handler",
  uses: [usePool, manageUsers, useTable],
  body: () => z.strictObject({ code: oneTimeCode() }),
  responses: {
    200: {
      description: "The second factor is on. Each recovery code works once. The codes are not shown again.",
      body: recoveryCodes,
    },
  },
  errors: ["auth.code_invalid", "auth.mfa_not_begun", "auth.mfa_enrolled", "auth.too_many_attempts"],
});

export const identityRoutes = [
  signUp,
  confirmSignUp,
  resendCode,
  forgotPassword,
  resetPassword,
  signIn,
  answerMfaChallenge,
  setNewPassword,
  recoverMfa,
  refreshTokens,
  signOut,
  changePassword,
  signOutEverywhere,
  enrollMfa,
  confirmMfa,
];
