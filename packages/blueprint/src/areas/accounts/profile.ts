/** The profile of an account: its person, groups, second factor and permissions. */

import * as z from "zod/mini";
import { permissionNames } from "../../language/access.ts";
import { defineRoute } from "../../language/define.ts";
import { named } from "../../language/schema.ts";
import { manageUsers, ownRoute, personName, readUsers, userPool } from "./identity.ts";

const userGroup = /* @__PURE__ */ named("UserGroup", () => z.enum(userPool.groups));

const permission = /* @__PURE__ */ named("Permission", () => z.enum(permissionNames));

const mfaState = /* @__PURE__ */ named("MfaState", () =>
  z.object({
    enrolled: z.boolean(),
    passed: z.boolean().check(z.describe("This session passed the second factor.")),
  }),
);

const account = /* @__PURE__ */ named("Account", () =>
  z.object({
    id: z.string(),
    email: z.string(),
    name: z.string(),
    groups: z.array(userGroup()),
    mfa: mfaState(),
    permissions: z
      .array(permission())
      .check(z.describe("Tasks that this session may do. Empty for customers, and without a second factor.")),
  }),
);

export type Account = z.output<ReturnType<typeof account>>;

export const getMe = /* @__PURE__ */ defineRoute(ownRoute, {
  name: "GetMe",
  method: "GET",
  path: "/auth/me",
  summary: "Get your account",
  handler: "functions/identity/get-me.handler",
  uses: [readUsers],
  responses: {
    200: {
      description: "The account and the state of its second factor.",
      body: account,
    },
  },
  errors: [],
});

export const changeName = /* @__PURE__ */ defineRoute(ownRoute, {
  name: "ChangeName",
  method: "PATCH",
  path: "/auth/me",
  summary: "Change your name",
  description: "New orders have the new name after the next refresh of your session.",
  handler: "functions/identity/change-name.handler",
  uses: [readUsers, manageUsers],
  body: () => z.strictObject({ name: personName() }),
  responses: { 200: { description: "The account with its new name.", body: account } },
  errors: [],
});

export const profileRoutes = [getMe, changeName];
