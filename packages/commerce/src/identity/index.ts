/**
 * Accounts live in Cognito alone: no copy of a password, a name or an address is kept here. What is ours: that no answer
 * tells who has an account, how often something may be tried, which sessions are over before their tokens are, and that a
 * session counts as one with a second factor only when it began after that was on.
 */
export {
  changePassword,
  confirm,
  forgotPassword,
  resendCode,
  resetPassword,
  signOutAccount,
  signOutEverywhere,
  signUp,
} from "./accounts.ts";
export { addressee } from "./guest-profile.ts";
export { openGuestSession, requestGuestCode } from "./guests.ts";
export { profile } from "./profile.ts";
export { confirmEnrolment, enroll, recover } from "./second-factor.ts";
export { answerMfaChallenge, refresh, setNewPassword, signIn, signOut } from "./sessions.ts";
export { stampedClaims } from "./stamp.ts";
export { checkout, verifyAccessToken } from "./tokens.ts";
