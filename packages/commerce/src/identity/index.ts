/**
 * Accounts live only in Cognito: we store no copy of a password. Orders have their customer's
 * address and name. Ours are these rules:
 * - No answer tells who has an account.
 * - Attempts are limited per account.
 * - A session can end before its tokens expire.
 * - A session counts as one with a second factor only when it began after that was enabled.
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
export { account, changeName } from "./profile.ts";
export { confirmEnrolment, enroll, recover } from "./second-factor.ts";
export { answerMfaChallenge, refresh, setNewPassword, signIn, signOut } from "./sessions.ts";
export { stampedClaims } from "./stamp.ts";
export { checkout, verifyAccessToken } from "./tokens.ts";
