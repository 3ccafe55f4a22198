/**
 * Attribute with the time at which the second factor was enabled, in epoch seconds. Only the server
 * writes it.
 */
export const MFA_SINCE = "custom:mfaSince";

/** With this scope, an access token can change its own account at Cognito, past our endpoints. */
const SELF_SERVICE_SCOPE = "aws.cognito.signin.user.admin";

/**
 * Additions to a user's access tokens: the verified address for mails about an order, as Cognito
 * answers only 120 questions a second; and `mfaSince`, so that `auth_time` tells if this session
 * passed the second factor. With a second factor, the scope for self-service is removed, so that
 * the token cannot disable it at Cognito.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html
 */
export function stampedClaims(attributes: Readonly<Record<string, string>>) {
  const { email = "", email_verified: verified, name = "", [MFA_SINCE]: since } = attributes;
  return {
    accessTokenGeneration: {
      claimsToAddOrOverride: {
        ...(verified === "true" && { email, name }),
        ...(since && { mfaSince: since }),
      },
      ...(since && { scopesToSuppress: [SELF_SERVICE_SCOPE] }),
    },
  };
}
