import type { Kernel } from "../kernel/kernel.ts";
import type { Keyring } from "./keyring.ts";

/** The parts that the operations of KMS work with. */
export interface KeyService {
  readonly kernel: Kernel;
  readonly keyring: Keyring;
}
