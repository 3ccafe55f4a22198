import {
  type AuthorizerDefinition,
  type AuthRule,
  defineFunction,
  defineRoute,
  type UserPoolDefinition,
} from "./define.ts";
import { authThrottle } from "./limits.ts";
import { text } from "./schema.ts";
import * as z from "zod/mini";

export const userPool = {
  kind: "user-pool",
  name: "UserPool",
  groups: ["customer", "support", "merchandiser", "admin"],
  minimumPasswordLength: 12,
  accessTokenMinutes: 60,
  refreshTokenDays: 30,
} as const satisfies UserPoolDefinition;

/** What /orders asks for. Becomes `signed-in-mfa` together with TOTP enrolment. */
export const ordersAuth: AuthRule = "signed-in";

const usePool = [{ resource: userPool, access: "authenticate" }] as const;

export const authorizer = {
  kind: "authorizer",
  name: "AccessToken",
  function: defineFunction("AuthorizeRequest", {
    handler: "functions/auth/authorize-request.handler",
    uses: usePool,
    timeoutSeconds: 5,
  }),
  ttlSeconds: 60,
} as const satisfies AuthorizerDefinition;

const email = () => z.email().check(z.maxLength(254));
const password = () => z.string().check(z.minLength(1), z.maxLength(256));

const tokens = () =>
  z.object({ accessToken: z.string(), idToken: z.string(), refreshToken: z.string(), expiresIn: z.int() });

const authRoute = { method: "POST", auth: "none", throttle: authThrottle, uses: usePool } as const;

export const signUp = /* @__PURE__ */ defineRoute(authRoute, {
  name: "SignUp",
  path: "/auth/sign-up",
  summary: "Open an account; a confirmation code is sent by email.",
  handler: "functions/auth/sign-up.handler",
  body: () => z.strictObject({ email: email(), password: password(), name: text(100) }),
  responses: { 202: { description: "A code is on its way.", body: () => z.object({ email: z.string() }) } },
  errors: ["auth.email_taken", "auth.password_weak", "auth.too_many_attempts"],
});

export const confirmSignUp = /* @__PURE__ */ defineRoute(authRoute, {
  name: "ConfirmSignUp",
  path: "/auth/confirm",
  summary: "Confirm the email address with the code.",
  handler: "functions/auth/confirm-sign-up.handler",
  body: () => z.strictObject({ email: email(), code: z.string().check(z.regex(/^\d{6}$/)) }),
  responses: { 204: { description: "The account is confirmed." } },
  errors: ["auth.code_invalid", "auth.too_many_attempts"],
});

export const signIn = /* @__PURE__ */ defineRoute(authRoute, {
  name: "SignIn",
  path: "/auth/sign-in",
  summary: "Exchange email and password for tokens.",
  handler: "functions/auth/sign-in.handler",
  body: () => z.strictObject({ email: email(), password: password() }),
  responses: { 200: { description: "Signed in.", body: tokens } },
  errors: ["auth.credentials_invalid", "auth.email_unconfirmed", "auth.too_many_attempts"],
});

export const refreshTokens = /* @__PURE__ */ defineRoute(authRoute, {
  name: "RefreshTokens",
  path: "/auth/refresh",
  summary: "Exchange a refresh token for new tokens.",
  handler: "functions/auth/refresh-tokens.handler",
  body: () => z.strictObject({ refreshToken: z.string().check(z.minLength(1), z.maxLength(4096)) }),
  responses: { 200: { description: "New tokens.", body: tokens } },
  errors: ["auth.token_invalid", "auth.too_many_attempts"],
});

export const identityRoutes = [signUp, confirmSignUp, signIn, refreshTokens];
