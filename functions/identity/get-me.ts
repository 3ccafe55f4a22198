import { getMe } from "@tradewind/blueprint/areas/accounts/identity";
import { permissionsOf } from "@tradewind/blueprint/language/access";
import * as Identity from "@tradewind/commerce/identity";
import { endpoint } from "@tradewind/lambda-kit";

export const handler = endpoint(getMe, async ({ ctx, caller }) => {
  const { email, name, mfaEnrolled } = await Identity.profile(ctx.actor.id);
  const mfa = { enrolled: mfaEnrolled, passed: caller.mfa };
  const permissions = caller.mfa ? permissionsOf(caller.groups) : [];
  return { id: ctx.actor.id, email, name, groups: caller.groups, mfa, permissions };
});
