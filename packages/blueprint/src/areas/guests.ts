import * as z from "zod/mini";
import { authThrottle } from "../ground/limits.ts";
import { commerceTable } from "../ground/tables.ts";
import { defineRoute } from "../language/define.ts";
import { emailAddress, oneTimeCode, userPool } from "./identity.ts";
import { emailSender } from "./notifications.ts";

/** Orders without an account, where the stage's checkout is `guest`: a code by mail, then a session of one hour. */
export const guestSession = { minutes: 60, codeMinutes: 10, codeTries: 5, keptDays: 90 } as const;

const guestRoute = { method: "POST", auth: "none", throttle: authThrottle } as const;
const usePool = { resource: userPool, access: "authenticate" } as const;
const useTable = { resource: commerceTable, access: "read-write" } as const;

export const requestGuestCode = /* @__PURE__ */ defineRoute(guestRoute, {
  name: "RequestGuestCode",
  path: "/auth/guest",
  summary: "Order without an account: a code is sent by email. There only where the stage lets guests order.",
  handler: "functions/identity/request-guest-code.handler",
  uses: [usePool, useTable, { resource: emailSender, access: "send" }],
  body: () => z.strictObject({ email: emailAddress() }),
  responses: { 202: { description: "A code is on its way; it works once, for ten minutes." } },
  errors: ["route.not_found", "auth.too_many_attempts"],
});

export const openGuestSession = /* @__PURE__ */ defineRoute(guestRoute, {
  name: "OpenGuestSession",
  path: "/auth/guest/confirm",
  summary: "Exchange the code for a guest's session, which has its own cart and sees its own order alone.",
  handler: "functions/identity/open-guest-session.handler",
  uses: [usePool, useTable],
  body: () => z.strictObject({ email: emailAddress(), code: oneTimeCode() }),
  responses: {
    200: {
      description: "The session; a browser gets it in a cookie.",
      body: () => z.object({ accessToken: z.optional(z.string()), expiresIn: z.int() }),
    },
  },
  errors: ["route.not_found", "auth.code_invalid", "auth.too_many_attempts"],
});

export const guestRoutes = [requestGuestCode, openGuestSession];
