import * as z from "zod/mini";
import { authThrottle } from "../ground/limits.ts";
import { commerceTable } from "../ground/tables.ts";
import { type AuthorizerDefinition, type AuthRule, defineFunction, defineRoute } from "../language/define.ts";
import type { UserPoolDefinition } from "../language/resources.ts";
import { text } from "../language/schema.ts";

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
    // Cognito waits no longer than five seconds for a trigger.
    timeoutSeconds: 5,
  }),
} as const satisfies UserPoolDefinition;

/** What /orders asks for. A stage's checkout may ask for less. */
export const ordersAuth: AuthRule = "signed-in-mfa";

const usePool = { resource: userPool, access: "authenticate" } as const;
const readUsers = { resource: userPool, access: "users" } as const;
export const manageUsers = { resource: userPool, access: "manage-users" } as const;
const useTable = { resource: commerceTable, access: "read-write" } as const;

export const authorizer = {
  kind: "authorizer",
  name: "AccessToken",
  function: defineFunction("AuthorizeRequest", {
    handler: "functions/identity/authorize-request.handler",
    uses: [usePool, { resource: commerceTable, access: "read" }],
    timeoutSeconds: 5,
  }),
  ttlSeconds: 60,
} as const satisfies AuthorizerDefinition;

/**
 * Words that guessers try first here: the shop's name, what it is, who works in it. What a password has besides them must be
 * this long.
 */
export const guessable = {
  words: ["tradewind", "merchandiser", "customer", "support", "admin", "store", "shop"],
  charactersBesides: 6,
} as const;

export const emailAddress = () => z.email().check(z.maxLength(254));
const password = () => z.string().check(z.minLength(1), z.maxLength(256));
export const oneTimeCode = () => z.string().check(z.regex(/^\d{6}$/, "Expected six digits"));
/** Stands for a sign-in that is under way. */
const session = () => z.string().check(z.minLength(20), z.maxLength(4096), z.regex(/^[A-Za-z0-9._-]+$/));
const refreshToken = () => z.string().check(z.minLength(1), z.maxLength(4096));

const tokens = () =>
  z.object({ accessToken: z.string(), idToken: z.string(), refreshToken: z.string(), expiresIn: z.int() });

/** A browser gets its tokens in cookies, and learns no more than when they expire. */
const tokensOrCookies = () => z.union([tokens(), z.object({ expiresIn: z.int() })]);

const challenge = () =>
  z.object({ challenge: z.enum(["SOFTWARE_TOKEN_MFA", "NEW_PASSWORD_REQUIRED"]), session: z.string() });

const tokensOrChallenge = () => z.union([tokensOrCookies(), challenge()]);

const authRoute = { method: "POST", auth: "none", throttle: authThrottle } as const;
const ownRoute = { auth: "account", throttle: authThrottle } as const;
const sent = { description: "If that is possible, a code is on its way." } as const;

export const signUp = /* @__PURE__ */ defineRoute(authRoute, {
  name: "SignUp",
  path: "/auth/sign-up",
  summary: "Open an account; a code is sent by email. The answer is the same for an address that has one.",
  handler: "functions/identity/sign-up.handler",
  uses: [usePool, useTable],
  body: () => z.strictObject({ email: emailAddress(), password: password(), name: text(100) }),
  responses: { 202: { description: "A code is on its way.", body: () => z.object({ email: z.string() }) } },
  errors: ["auth.password_weak", "auth.too_many_attempts"],
});

export const confirmSignUp = /* @__PURE__ */ defineRoute(authRoute, {
  name: "ConfirmSignUp",
  path: "/auth/confirm",
  summary: "Confirm the email address with the code.",
  handler: "functions/identity/confirm-sign-up.handler",
  uses: [usePool, useTable],
  body: () => z.strictObject({ email: emailAddress(), code: oneTimeCode() }),
  responses: { 204: { description: "The account is confirmed." } },
  errors: ["auth.code_invalid", "auth.too_many_attempts"],
});

export const resendCode = /* @__PURE__ */ defineRoute(authRoute, {
  name: "ResendCode",
  path: "/auth/resend",
  summary: "Send the code that confirms an email address again.",
  handler: "functions/identity/resend-code.handler",
  uses: [usePool, useTable],
  body: () => z.strictObject({ email: emailAddress() }),
  responses: { 202: sent },
  errors: ["auth.too_many_attempts"],
});

export const forgotPassword = /* @__PURE__ */ defineRoute(authRoute, {
  name: "ForgotPassword",
  path: "/auth/forgot-password",
  summary: "Send a code that resets the password.",
  handler: "functions/identity/forgot-password.handler",
  uses: [usePool, useTable],
  body: () => z.strictObject({ email: emailAddress() }),
  responses: { 202: sent },
  errors: ["auth.too_many_attempts"],
});

export const resetPassword = /* @__PURE__ */ defineRoute(authRoute, {
  name: "ResetPassword",
  path: "/auth/reset-password",
  summary: "Set a new password with the code that was sent. A second factor stays as it is.",
  handler: "functions/identity/reset-password.handler",
  uses: [usePool, manageUsers, readUsers, useTable],
  body: () => z.strictObject({ email: emailAddress(), code: oneTimeCode(), password: password() }),
  responses: { 204: { description: "The password is set, and every session of the account is over." } },
  errors: ["auth.code_invalid", "auth.password_weak", "auth.too_many_attempts"],
});

export const signIn = /* @__PURE__ */ defineRoute(authRoute, {
  name: "SignIn",
  path: "/auth/sign-in",
  summary: "Exchange email and password for tokens, or for the challenge that comes next.",
  handler: "functions/identity/sign-in.handler",
  uses: [usePool, useTable],
  body: () => z.strictObject({ email: emailAddress(), password: password() }),
  responses: { 200: { description: "Signed in, or a challenge.", body: tokensOrChallenge } },
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
  summary: "Complete a sign-in with the authenticator's code; each code works once.",
  handler: "functions/identity/answer-mfa-challenge.handler",
  uses: [usePool, useTable],
  body: () => z.strictObject({ session: session(), code: oneTimeCode() }),
  responses: { 200: { description: "Signed in.", body: tokensOrCookies } },
  errors: ["auth.session_invalid", "auth.code_invalid", "auth.too_many_attempts"],
});

export const setNewPassword = /* @__PURE__ */ defineRoute(authRoute, {
  name: "SetNewPassword",
  path: "/auth/new-password",
  summary: "Replace a temporary password, as the challenge NEW_PASSWORD_REQUIRED asks.",
  handler: "functions/identity/set-new-password.handler",
  uses: [usePool, useTable],
  body: () => z.strictObject({ session: session(), password: password() }),
  responses: { 200: { description: "Signed in, or a further challenge.", body: tokensOrChallenge } },
  errors: ["auth.session_invalid", "auth.password_weak", "auth.too_many_attempts"],
});

export const recoverMfa = /* @__PURE__ */ defineRoute(authRoute, {
  name: "RecoverMfa",
  path: "/auth/mfa/recover",
  summary: "Without the authenticator: a recovery code takes the second factor off, to be enrolled again.",
  handler: "functions/identity/recover-mfa.handler",
  uses: [usePool, manageUsers, useTable],
  body: () =>
    z.strictObject({
      session: session(),
      recoveryCode: z.string().check(z.regex(/^[a-z2-7]{4}(-[a-z2-7]{4}){5}$/)),
    }),
  responses: { 204: { description: "The second factor is off; sign in, and enrol it again." } },
  errors: ["auth.session_invalid", "auth.code_invalid", "auth.too_many_attempts"],
});

export const refreshTokens = /* @__PURE__ */ defineRoute(authRoute, {
  name: "RefreshTokens",
  path: "/auth/refresh",
  summary:
    "Exchange a refresh token, or a browser's cookie, for new tokens; it is spent, and using it again ends the session.",
  handler: "functions/identity/refresh-tokens.handler",
  uses: [usePool, useTable],
  body: () => z.strictObject({ refreshToken: z.optional(refreshToken()) }),
  responses: { 200: { description: "New tokens.", body: tokensOrCookies } },
  errors: ["auth.token_invalid", "auth.too_many_attempts"],
});

export const signOut = /* @__PURE__ */ defineRoute(authRoute, {
  name: "SignOut",
  path: "/auth/sign-out",
  summary: "End this session, by its refresh token or a browser's cookie.",
  handler: "functions/identity/sign-out.handler",
  uses: [usePool, useTable],
  body: () => z.strictObject({ refreshToken: z.optional(refreshToken()) }),
  responses: { 204: { description: "The session is over; its access token works for 60 seconds at most." } },
  errors: ["auth.too_many_attempts"],
});

export const changePassword = /* @__PURE__ */ defineRoute(ownRoute, {
  name: "ChangePassword",
  method: "POST",
  path: "/auth/password",
  summary: "Change the password by the one so far. All sessions end: sign in with the new one.",
  handler: "functions/identity/change-password.handler",
  uses: [usePool, manageUsers, { resource: userPool, access: "set-passwords" }, useTable],
  body: () => z.strictObject({ currentPassword: password(), newPassword: password() }),
  responses: { 204: { description: "The password is changed, and every session of the account is over." } },
  errors: ["auth.credentials_invalid", "auth.password_weak", "auth.too_many_attempts"],
});

export const signOutEverywhere = /* @__PURE__ */ defineRoute(ownRoute, {
  name: "SignOutEverywhere",
  method: "POST",
  path: "/auth/sign-out-everywhere",
  summary: "End all of the caller's sessions.",
  handler: "functions/identity/sign-out-everywhere.handler",
  uses: [manageUsers, useTable],
  responses: { 204: { description: "All sessions are over; access tokens work for 60 seconds at most." } },
  errors: [],
});

export const enrollMfa = /* @__PURE__ */ defineRoute(ownRoute, {
  name: "EnrollMfa",
  method: "POST",
  path: "/auth/mfa/enroll",
  summary:
    "Begin to use an authenticator, within 15 minutes of the sign-in: its secret, as text and as the URI of a QR code.",
  handler: "functions/identity/enroll-mfa.handler",
  uses: [usePool, useTable],
  responses: {
    200: {
      description: "The secret; it counts once a code of it is confirmed.",
      body: () => z.object({ secret: z.string(), uri: z.string() }),
    },
  },
  errors: ["auth.mfa_enrolled", "auth.sign_in_again", "auth.too_many_attempts"],
});

export const confirmMfa = /* @__PURE__ */ defineRoute(ownRoute, {
  name: "ConfirmMfa",
  method: "POST",
  path: "/auth/mfa/confirm",
  summary: "Switch the second factor on with a code of the authenticator. All sessions end: sign in with it.",
  handler: "functions/identity/confirm-mfa.handler",
  uses: [usePool, manageUsers, useTable],
  body: () => z.strictObject({ code: oneTimeCode() }),
  responses: {
    200: {
      description: "The second factor is on. Each recovery code works once; they are not shown again.",
      body: () => z.object({ recoveryCodes: z.array(z.string()) }),
    },
  },
  errors: ["auth.code_invalid", "auth.mfa_not_begun", "auth.mfa_enrolled", "auth.too_many_attempts"],
});

export const getMe = /* @__PURE__ */ defineRoute(ownRoute, {
  name: "GetMe",
  method: "GET",
  path: "/auth/me",
  summary: "Who the caller is, and whether this session passed a second factor.",
  handler: "functions/identity/get-me.handler",
  uses: [readUsers],
  responses: {
    200: {
      description: "The caller.",
      body: () =>
        z.object({
          id: z.string(),
          email: z.string(),
          name: z.string(),
          groups: z.array(z.enum(userPool.groups)),
          mfa: z.object({ enrolled: z.boolean(), passed: z.boolean() }),
        }),
    },
  },
  errors: [],
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
  getMe,
];
