/** Since when the user has had a second factor: epoch seconds in an attribute that the server alone writes. */
export const MFA_SINCE = "custom:mfaSince";

/** With it an access token can change its own account at Cognito, past our endpoints. */
const SELF_SERVICE_SCOPE = "aws.cognito.signin.user.admin";

/**
 * What each access token of a user says besides Cognito's own claims: since when there is a second factor, so that its
 * `auth_time` tells whether this session passed it. Who has one can no longer switch it off at Cognito with the token.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html
 */
export function stampedClaims(attributes: Readonly<Record<string, string>>) {
  const since = attributes[MFA_SINCE];
  if (!since) return null;
  return {
    accessTokenGeneration: {
      claimsToAddOrOverride: { mfaSince: since },
      scopesToSuppress: [SELF_SERVICE_SCOPE],
    },
  };
}
