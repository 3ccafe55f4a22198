import type { Kernel } from "../kernel/kernel.ts";
import type { HourlyLimit, SignInLockout } from "./attempt-limits.ts";
import type { Challenges } from "./challenges.ts";
import type { Codes } from "./codes.ts";
import type { Directory } from "./directory.ts";
import type { RefreshFamilies } from "./families.ts";
import type { SecretHasher } from "./passwords.ts";
import type { SigningKeys } from "./signing-keys.ts";
import type { TokenIssuer } from "./token-issuer.ts";

/** The parts that the operations of user pools work with. */
export interface UserPools {
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
