import type { Kernel } from "../kernel/kernel.ts";
import type { Codes } from "./codes.ts";
import type { SecretHasher } from "./passwords.ts";
import type { HourlyLimit, SignInLockout } from "./state/attempt-limits.ts";
import type { Challenges } from "./state/challenges.ts";
import type { Directory } from "./state/directory.ts";
import type { RefreshFamilies } from "./state/refresh-families.ts";
import type { SigningKeys } from "./tokens/signing-keys.ts";
import type { TokenIssuer } from "./tokens/token-issuer.ts";

/** The state and services that the actions of user pools use. */
export interface CognitoContext {
  readonly kernel: Kernel;
  readonly directory: Directory;
  readonly hasher: SecretHasher;
  readonly lockout: SignInLockout;
  readonly hourly: HourlyLimit;
  readonly codes: Codes;
  readonly challenges: Challenges;
  readonly families: RefreshFamilies;
  readonly keys: SigningKeys;
  readonly issuer: TokenIssuer;
}
