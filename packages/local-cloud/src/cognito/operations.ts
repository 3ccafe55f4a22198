import type { Input } from "../protocols/input.ts";
import * as account from "./actions/account.ts";
import * as adminUsers from "./actions/admin-users.ts";
import * as authentication from "./actions/authentication.ts";
import * as challengeResponses from "./actions/challenge-responses.ts";
import * as clients from "./actions/clients.ts";
import * as groups from "./actions/groups.ts";
import * as mfa from "./actions/mfa.ts";
import * as passwords from "./actions/passwords.ts";
import * as pools from "./actions/pools.ts";
import * as signUp from "./actions/sign-up.ts";
import * as listing from "./actions/users.ts";
import type { CognitoContext } from "./context.ts";

export type Operation = (context: CognitoContext, input: Input) => Promise<object> | object;

export const OPERATIONS: Record<string, Operation> = {
  AdminAddUserToGroup: groups.adminAddUserToGroup,
  AdminConfirmSignUp: signUp.adminConfirmSignUp,
  AdminCreateUser: adminUsers.adminCreateUser,
  AdminDeleteUser: adminUsers.adminDeleteUser,
  AdminDeleteUserAttributes: adminUsers.adminDeleteUserAttributes,
  AdminDisableUser: adminUsers.adminDisableUser,
  AdminEnableUser: adminUsers.adminEnableUser,
  AdminGetUser: adminUsers.adminGetUser,
  AdminInitiateAuth: authentication.adminInitiateAuth,
  AdminListGroupsForUser: groups.adminListGroupsForUser,
  AdminRemoveUserFromGroup: groups.adminRemoveUserFromGroup,
  AdminResetUserPassword: passwords.adminResetUserPassword,
  AdminRespondToAuthChallenge: challengeResponses.adminRespondToAuthChallenge,
  AdminSetUserMFAPreference: mfa.adminSetUserMfaPreference,
  AdminSetUserPassword: passwords.adminSetUserPassword,
  AdminUpdateUserAttributes: adminUsers.adminUpdateUserAttributes,
  AdminUserGlobalSignOut: adminUsers.adminUserGlobalSignOut,
  AssociateSoftwareToken: mfa.associateSoftwareToken,
  ChangePassword: passwords.changePassword,
  ConfirmForgotPassword: passwords.confirmForgotPassword,
  ConfirmSignUp: signUp.confirmSignUp,
  CreateGroup: groups.createGroup,
  CreateUserPool: pools.createUserPool,
  CreateUserPoolClient: clients.createUserPoolClient,
  DeleteUser: account.deleteUser,
  DeleteUserPoolClient: clients.deleteUserPoolClient,
  DescribeUserPool: pools.describeUserPool,
  DescribeUserPoolClient: clients.describeUserPoolClient,
  ForgotPassword: passwords.forgotPassword,
  GetGroup: groups.getGroup,
  GetTokensFromRefreshToken: authentication.getTokensFromRefreshToken,
  GetUser: account.getUser,
  GetUserAttributeVerificationCode: account.getUserAttributeVerificationCode,
  GetUserPoolMfaConfig: pools.getUserPoolMfaConfig,
  GlobalSignOut: account.globalSignOut,
  InitiateAuth: authentication.initiateAuth,
  ListGroups: groups.listGroups,
  ListUserPoolClients: clients.listUserPoolClients,
  ListUserPools: pools.listUserPools,
  ListUsers: listing.listUsers,
  ListUsersInGroup: listing.listUsersInGroup,
  ResendConfirmationCode: signUp.resendConfirmationCode,
  RespondToAuthChallenge: challengeResponses.respondToAuthChallenge,
  RevokeToken: authentication.revokeToken,
  SetUserMFAPreference: mfa.setUserMfaPreference,
  SetUserPoolMfaConfig: pools.setUserPoolMfaConfig,
  SignUp: signUp.signUp,
  UpdateUserAttributes: account.updateUserAttributes,
  UpdateUserPool: pools.updateUserPool,
  UpdateUserPoolClient: clients.updateUserPoolClient,
  VerifySoftwareToken: mfa.verifySoftwareToken,
  VerifyUserAttribute: account.verifyUserAttribute,
};
