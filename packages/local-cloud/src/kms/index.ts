import type { Kernel } from "../kernel/kernel.ts";
import { meterCalls } from "../kernel/metered.ts";
import { AwsError, type Service } from "../kernel/wire.ts";
import { Input } from "../protocols/input.ts";
import { type Action, jsonService } from "../protocols/json.ts";
import { newKey } from "./actions/keys.ts";
import { enableRotation } from "./actions/rotation.ts";
import type { KmsContext } from "./context.ts";
import { unsupported } from "./errors.ts";
import { CRYPTOGRAPHIC, MANAGEMENT } from "./operations.ts";
import type { KeySpec, KeyUsage } from "./specs.ts";
import { Keyring } from "./state/keyring.ts";

export type { KeySpec, KeyUsage } from "./specs.ts";

export interface KeyDefinition {
  /** With or without the prefix `alias/`. */
  alias: string;
  spec?: KeySpec;
  /** Required for every spec but SYMMETRIC_DEFAULT. */
  usage?: KeyUsage;
  description?: string;
  /** Automatic rotation once a year. */
  rotate?: boolean;
}

/** AWS KMS with real cryptography. Key material is stored in the data folder. */
export class Kms {
  readonly service: Service;
  readonly #parts: KmsContext;

  constructor(kernel: Kernel) {
    const parts = { kernel, keyring: new Keyring(kernel) };
    this.#parts = parts;
    const actions: Record<string, Action> = {};
    for (const [name, operation] of Object.entries(MANAGEMENT)) {
      actions[name] = (members) => operation(parts, new Input(members, "ValidationException"));
    }
    for (const [name, operation] of Object.entries(CRYPTOGRAPHIC)) {
      actions[name] = async (members) => {
        const input = new Input(members, "ValidationException");
        if (input.has("Recipient")) throw unsupported("Recipient is not supported by the local cloud");
        const answer = await operation(parts, input);
        if (!input.flag("DryRun")) return answer;
        const message = "The request would have succeeded, but the DryRun option is set.";
        throw new AwsError("DryRunOperationException", message, { status: 412 });
      };
    }
    const service = jsonService({ name: "kms", target: "TrentService", version: "1.1", actions });
    this.service = meterCalls(kernel, service, actions);
  }

  /** Creates a key with this alias unless the alias exists. Returns the key's ARN. */
  async defineKey({ alias, spec, usage, description, rotate }: KeyDefinition): Promise<string> {
    const { keyring, kernel } = this.#parts;
    const name = alias.startsWith("alias/") ? alias : `alias/${alias}`;
    if (keyring.findAlias(name)) return keyring.arn(keyring.find(name));
    const members = { KeySpec: spec, KeyUsage: usage, Description: description };
    const key = await newKey(this.#parts, new Input(members, "ValidationException"));
    // Generating an RSA key takes time. Meanwhile another call may have defined the alias.
    if (keyring.findAlias(name)) return keyring.arn(keyring.find(name));
    if (rotate) enableRotation(this.#parts, key);
    keyring.save(key);
    keyring.saveAlias({ name, keyId: key.id, created: key.created, updated: key.created });
    await kernel.store.durable();
    return keyring.arn(key);
  }
}
