import {
  CreateKeyCommand,
  type CreateKeyCommandInput,
  KMSClient,
  ScheduleKeyDeletionCommand,
} from "@aws-sdk/client-kms";
import { afterAll } from "vitest";
import { VirtualClock } from "../../../../packages/local-cloud/src/kernel/clock.ts";
import { createKernel, type Kernel } from "../../../../packages/local-cloud/src/kernel/kernel.ts";
import { Kms } from "../../../../packages/local-cloud/src/kms/index.ts";
import { againstAws, sdkConfig } from "../../../support/sdk.ts";

export const DAY = 86_400_000;

export interface KmsSetup {
  kernel: Kernel;
  clock: VirtualClock;
  kms: Kms;
  sdk: KMSClient;
  /** Creates a key and returns its id. */
  createKey: (input?: CreateKeyCommandInput) => Promise<string>;
}

/** Keys made by this file. On AWS a key costs money until it is deleted. */
const made: string[] = [];
if (againstAws) {
  afterAll(async () => {
    const { sdk } = openKms();
    for (const KeyId of made.splice(0))
      await sdk.send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: 7 }));
  });
}

export function openKms(options: { data?: string; clock?: VirtualClock } = {}): KmsSetup {
  const clock = options.clock ?? new VirtualClock();
  const kernel = createKernel({ clock, data: options.data });
  const kms = new Kms(kernel);
  const sdk = new KMSClient(sdkConfig(kms.service));
  return {
    kernel,
    clock,
    kms,
    sdk,
    async createKey(input = {}) {
      const { KeyMetadata } = await sdk.send(new CreateKeyCommand(input));
      const KeyId = KeyMetadata?.KeyId ?? "";
      made.push(KeyId);
      return KeyId;
    },
  };
}

/** The error's name, and its message if it has one. */
export async function refusal(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return "accepted";
  } catch (error) {
    if (!(error instanceof Error)) return String(error);
    return error.name === error.message || !error.message ? error.name : `${error.name}: ${error.message}`;
  }
}
