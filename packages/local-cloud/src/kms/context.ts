import type { Kernel } from "../kernel/kernel.ts";
import type { Keyring } from "./state/keyring.ts";

/** The state and kernel that the actions of KMS use. */
export interface KmsContext {
  readonly kernel: Kernel;
  readonly keyring: Keyring;
}
