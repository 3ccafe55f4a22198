/**
 * The records of user pools. Settings have the members of the AWS API, so that describing them
 * returns them as they are.
 */

export interface PasswordPolicy {
  MinimumLength: number;
  RequireUppercase: boolean;
  RequireLowercase: boolean;
  RequireNumbers: boolean;
  RequireSymbols: boolean;
  TemporaryPasswordValidityDays: number;
}

export interface SchemaAttribute {
  Name: string;
  AttributeDataType: "String" | "Number" | "DateTime" | "Boolean";
  Required: boolean;
  Mutable: boolean;
  DeveloperOnlyAttribute: boolean;
}

export interface PoolSettings {
  Policies: { PasswordPolicy: PasswordPolicy };
  MfaConfiguration: "OFF" | "OPTIONAL" | "ON";
  LambdaConfig: { PreTokenGenerationConfig?: { LambdaVersion: "V2_0"; LambdaArn: string } };
  AutoVerifiedAttributes: "email"[];
  UsernameAttributes: "email"[];
  UsernameConfiguration: { CaseSensitive: boolean };
  AdminCreateUserConfig: { AllowAdminCreateUserOnly: boolean };
  UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: "email"[] };
  SchemaAttributes: SchemaAttribute[];
  DeletionProtection: "ACTIVE" | "INACTIVE";
  UserPoolTags: Record<string, string>;
}

export interface SigningKeyRecord {
  kid: string;
  /** PKCS #8 in PEM. */
  privateKey: string;
}

export interface PoolRecord {
  id: string;
  name: string;
  /** Milliseconds since the epoch, like all times of the records unless stated otherwise. */
  created: number;
  modified: number;
  softwareTokenMfa: boolean;
  settings: PoolSettings;
  /** As in AWS, ID and access tokens are signed with different keys. */
  keys: { id: SigningKeyRecord; access: SigningKeyRecord };
}

export type TimeUnit = "seconds" | "minutes" | "hours" | "days";

export interface ClientSettings {
  ClientName: string;
  ClientSecret?: string;
  ExplicitAuthFlows: string[];
  AccessTokenValidity: number;
  IdTokenValidity: number;
  RefreshTokenValidity: number;
  TokenValidityUnits: { AccessToken: TimeUnit; IdToken: TimeUnit; RefreshToken: TimeUnit };
  /** Validity of an authentication challenge in minutes. */
  AuthSessionValidity: number;
  EnableTokenRevocation: boolean;
  PreventUserExistenceErrors: "LEGACY" | "ENABLED";
  RefreshTokenRotation?: { Feature: "ENABLED" | "DISABLED"; RetryGracePeriodSeconds: number };
  ReadAttributes?: string[];
  WriteAttributes?: string[];
}

export interface ClientRecord {
  id: string;
  poolId: string;
  created: number;
  modified: number;
  settings: ClientSettings;
}

export interface GroupRecord {
  poolId: string;
  name: string;
  description?: string;
  precedence?: number;
  roleArn?: string;
  created: number;
  modified: number;
}

export type UserStatus = "UNCONFIRMED" | "CONFIRMED" | "FORCE_CHANGE_PASSWORD" | "RESET_REQUIRED";

/**
 * The purpose of a one-time code: to confirm a sign-up, to reset a password, to verify an e-mail
 * address.
 */
export type CodePurpose = "sign-up" | "reset" | "email";

export interface CodeRecord {
  hash: string;
  expires: number;
  /** The address being verified, if it is not the user's address yet. */
  pendingEmail?: string;
}

export interface UserRecord {
  poolId: string;
  username: string;
  status: UserStatus;
  enabled: boolean;
  created: number;
  modified: number;
  attributes: Record<string, string>;
  passwordHash?: string;
  /** Expiry of a temporary password. */
  passwordExpires?: number;
  groups: string[];
  codes: Partial<Record<CodePurpose, CodeRecord>>;
  totp: {
    /** Base32; issued but not verified yet. */
    pending?: string;
    secret?: string;
    /**
     * The newest time step of an accepted code. Codes of this step and earlier ones are refused.
     */
    lastStep: number;
    enabled: boolean;
    preferred: boolean;
  };
}

/** A sign-in and every refresh token that descends from it. */
export interface FamilyRecord {
  /** The `event_id` claim. */
  id: string;
  originJti: string;
  poolId: string;
  clientId: string;
  username: string;
  /** Seconds since the epoch. */
  authTime: number;
  expires: number;
  revoked: boolean;
}

export interface RefreshTokenRecord {
  familyId: string;
  /** Time at which the token was exchanged for its successor. */
  rotated?: number;
}

export type ChallengeName = "SOFTWARE_TOKEN_MFA" | "NEW_PASSWORD_REQUIRED" | "MFA_SETUP";

/** A sign-in that waits for the user's response. */
export interface ChallengeRecord {
  name: ChallengeName;
  poolId: string;
  clientId: string;
  username: string;
  expires: number;
  /** MFA_SETUP: the issued secret in base32. `verified` is true once a code of it was accepted. */
  totp?: { secret: string; verified: boolean; lastStep: number };
}
