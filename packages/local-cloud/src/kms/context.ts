import type { Kernel } from "../kernel/kernel.ts";
import type { Keyring } from "./state/keyring.ts";

/** The parts that the operations of KMS work with. */
export interface KmsContext {
  readonly kernel: Kernel;
  readonly keyring: Keyring;
}
