import { address, email, ids } from "./values.ts";

const password = "correct horse battery staple";
const session = "a-session-of-the-sign-in-that-is-not-complete-yet";
const refreshToken = "the-refresh-token-of-the-last-answer";
const accessToken = "eyJraWQiOiJleGFtcGxlIn0.e30.c2lnbmF0dXJl";

export const identityExamples = {
  SignUpRequest: { email, password, name: "Ada Lovelace" },
  NewAccount: { email },
  ConfirmSignUpRequest: { email, code: "123456" },
  ResendCodeRequest: { email },
  ForgotPasswordRequest: { email },
  ResetPasswordRequest: { email, code: "123456", password },
  SignInRequest: { email, password },
  SignInResult: { challenge: "SOFTWARE_TOKEN_MFA", session },
  AnswerMfaChallengeRequest: { session, code: "123456" },
  SetNewPasswordRequest: { session, password },
  RecoverMfaRequest: { session, recoveryCode: "abcd-efgh-ijkl-mnop-qrst-uvwx" },
  Session: { accessToken, idToken: accessToken, refreshToken, expiresIn: 3600 },
  RefreshTokensRequest: { refreshToken },
  SignOutRequest: { refreshToken },
  ChangePasswordRequest: { currentPassword: password, newPassword: "a longer and better passphrase" },
  MfaEnrollment: {
    secret: "JBSWY3DPEHPK3PXP",
    uri: "otpauth://totp/Tradewind:ada%40example.com?secret=JBSWY3DPEHPK3PXP&issuer=Tradewind",
  },
  ConfirmMfaRequest: { code: "123456" },
  RecoveryCodes: { recoveryCodes: ["abcd-efgh-ijkl-mnop-qrst-uvwx", "bcde-fghi-jklm-nopq-rstu-vwxy"] },
  Account: {
    id: ids.customer,
    email,
    name: "Ada Lovelace",
    groups: ["customer"],
    mfa: { enrolled: true, passed: true },
    permissions: [],
  },
  ChangeNameRequest: { name: "Ada King" },
  SavedAddress: { id: ids.address, label: "Home", default: true, address },
  AddAddressRequest: { label: "Home", address },
  ReplaceAddressRequest: { label: "Home", default: true, address },
  RequestGuestCodeRequest: { email },
  OpenGuestSessionRequest: { email, code: "123456" },
  GuestSession: { accessToken, expiresIn: 3600 },
};
