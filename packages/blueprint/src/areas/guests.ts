import * as z from "zod/mini";
import { authThrottle } from "../ground/limits.ts";
import { commerceTable } from "../ground/tables.ts";
import { defineRoute } from "../language/define.ts";
import { named } from "../language/schema.ts";
import { emailAddress, expiresIn, oneTimeCode, userPool } from "./accounts/identity.ts";
import { emailSender } from "./notifications.ts";

/**
 * Guests order without an account where the stage's checkout is `guest`: they get a code by mail,
 * and for it a session of one hour.
 */
export const guestSession = { minutes: 60, codeMinutes: 10, codeTries: 5, keptDays: 90 } as const;

const guestSessionBody = /* @__PURE__ */ named("GuestSession", () =>
  z.object({ accessToken: z.optional(z.string()), expiresIn: expiresIn() }),
);

const guestRoute = { method: "POST", auth: "none", throttle: authThrottle } as const;
const usePool = { resource: userPool, access: "authenticate" } as const;
const useTable = { resource: commerceTable, access: "read-write" } as const;

export const requestGuestCode = /* @__PURE__ */ defineRoute(guestRoute, {
  name: "RequestGuestCode",
  path: "/auth/guest",
  summary: "Request a code to order as a guest",
  description: "Sends the code by email. Only on stages that let guests order; elsewhere the answer is 404.",
  handler: "functions/identity/request-guest-code.handler",
  uses: [usePool, useTable, { resource: emailSender, access: "send" }],
  body: () => z.strictObject({ email: emailAddress() }),
  responses: { 202: { description: "Accepted. The code works once, within 10 minutes." } },
  errors: ["route.not_found", "auth.too_many_attempts"],
});

export const openGuestSession = /* @__PURE__ */ defineRoute(guestRoute, {
  name: "OpenGuestSession",
  path: "/auth/guest/confirm",
  summary: "Start a guest session with the emailed code",
  description: "A guest session lasts one hour, has its own cart and sees only its own orders.",
  handler: "functions/identity/open-guest-session.handler",
  uses: [usePool, useTable],
  body: () => z.strictObject({ email: emailAddress(), code: oneTimeCode() }),
  responses: {
    200: {
      description: "The session. A browser gets its access token in a cookie.",
      body: guestSessionBody,
    },
  },
  errors: ["route.not_found", "auth.code_invalid", "auth.too_many_attempts"],
});

export const guestRoutes = [requestGuestCode, openGuestSession];
